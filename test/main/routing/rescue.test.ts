import { expect, test } from 'vitest'
import type { Fault } from '#contract/fault'
import { WorkerId } from '#contract/ids'
import type { RouterOptions } from '#main/routing/router'
import { aRouter } from './a-router.ts'
import { type Act, FakeFleet, FakeWorker, hangs, refuses } from './fake-fleet.ts'

const chunk = (delta: object, finish: string | null = null, id = 'c-1') =>
  `data: ${JSON.stringify({ id, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`
const done = 'data: [DONE]\n\n'
const cut: Fault = { code: 'worker.cut', workerId: WorkerId.parse('a') }

const says =
  (words: readonly string[], { breaks = false, id = 'c-1' } = {}): Act =>
  sink => {
    sink.onHead(200, { 'content-type': 'text/event-stream' })
    for (const content of words) sink.onData(Buffer.from(chunk({ content }, null, id)))
    if (breaks) {
      sink.onFault(cut)
      return
    }
    sink.onData(Buffer.from(chunk({}, 'stop', id) + done))
    sink.onEnd()
  }

const request = { messages: [{ role: 'user', content: '讲个故事' }], stream: true }

function ask(
  workers: readonly FakeWorker[],
  options: Partial<RouterOptions> = {},
  {
    model = 'm',
    canRestart = false,
  }: { readonly model?: string | null; readonly canRestart?: boolean } = {},
) {
  const fleet = new FakeFleet(...workers)
  const router = aRouter({ fleet, onCut: 'rescue', ...options })
  return new Promise<{
    text: string
    ids: Set<string>
    raw: string
    fault: string | null
    restartedBy: string | null
  }>(resolve => {
    let raw = ''
    let restartedBy: string | null = null
    const tell = (fault: string | null) => {
      const chunks = [...raw.matchAll(/^data: (\{.*\})$/gm)].map(match =>
        JSON.parse(match[1] ?? ''),
      )
      const text = chunks.map(each => each.choices[0]?.delta?.content ?? '').join('')
      resolve({ text, raw, ids: new Set(chunks.map(each => each.id)), fault, restartedBy })
    }
    router.route(
      {
        requestId: 'r',
        model,
        isStream: true,
        body: named => Buffer.from(JSON.stringify({ model: named ?? model, ...request })),
        timeoutMs: null,
      },
      {
        onHead() {},
        onData(piece) {
          raw += piece.toString('utf8')
          return true
        },
        ...(canRestart && {
          onRestart({ workerId }) {
            restartedBy = workerId
            raw = ''
          },
        }),
        onEnd: () => tell(null),
        onFault: fault => tell(fault.code),
      },
    )
  })
}

const story = ['从前', '有一棵', '榕树', '，很大', '。']

test('a stream that is cut goes on at another worker, without gap or repetition', async () => {
  const first = new FakeWorker('a', says(story.slice(0, 2), { breaks: true }))
  const second = new FakeWorker('b', says(story, { id: 'c-2' }))
  const { text, raw, ids, fault } = await ask([first, second])
  expect({ text, fault, ids: [...ids] }).toEqual({
    text: story.join(''),
    fault: null,
    ids: ['c-1'],
  })
  expect(raw.match(/\[DONE\]/g)).toHaveLength(1)
})

test('goes on in the middle of a word, when the second cuts its chunks elsewhere', async () => {
  const first = new FakeWorker('a', says(['从前有', '一'], { breaks: true }))
  const second = new FakeWorker('b', says(['从', '前有一棵', '榕树。']))
  expect((await ask([first, second])).text).toBe('从前有一棵榕树。')
})

test('a second cut is rescued as well, and what was sent is not forgotten', async () => {
  const workers = [
    new FakeWorker('a', says(story.slice(0, 1), { breaks: true })),
    new FakeWorker('b', says(story.slice(0, 3), { breaks: true })),
    new FakeWorker('c', says(story)),
  ]
  expect(await ask(workers)).toMatchObject({ text: story.join(''), fault: null })
})

test('the only worker is asked once more', async () => {
  const only = new FakeWorker('a', says(story.slice(0, 2), { breaks: true }), says(story))
  expect(await ask([only])).toMatchObject({ text: story.join(''), fault: null })
})

test('a model that is known to accept a beginning goes on with it, when the second says something else', async () => {
  const first = new FakeWorker('a', says(story.slice(0, 2), { breaks: true }))
  const second = new FakeWorker('b', says(['完全', '不同']), says(story.slice(2)))
  for (const worker of [first, second]) worker.models = ['claude-3-5-haiku']
  const { text, fault } = await ask([first, second], {}, { model: 'claude-3-5-haiku' })
  expect({ text, fault }).toEqual({ text: story.join(''), fault: null })
  expect(JSON.parse(second.bodies.at(-1) ?? '').messages).toEqual([
    ...request.messages,
    { role: 'assistant', content: '从前有一棵' },
  ])
})

test('where a client can forget what it read, another answer takes its place from its first word', async () => {
  const first = new FakeWorker('a', says(story.slice(0, 2), { breaks: true }))
  const second = new FakeWorker('b', says(['从前', '没有', '树']))
  const workers = [first, second]
  expect(await ask(workers, {}, { canRestart: true })).toMatchObject({
    text: '从前没有树',
    fault: null,
    restartedBy: 'b',
  })
})

test('an answer that took the place of another is rescued too', async () => {
  const workers = [
    new FakeWorker('a', says(story.slice(0, 2), { breaks: true })),
    new FakeWorker('b', says(['不同', '的'], { breaks: true })),
    new FakeWorker('c', says(['不同', '的', '树'])),
  ]
  const { text, fault } = await ask(workers, {}, { canRestart: true })
  expect([text, fault]).toEqual(['不同的树', null])
})

test('where nobody goes on with a beginning, a client that can forget it gets a new answer', async () => {
  const anew = says(['不同', '的'])
  const first = new FakeWorker('a', says(story.slice(0, 2), { breaks: true }), anew)
  const second = new FakeWorker('b', says(['不同']), refuses(400), anew)
  for (const worker of [first, second]) worker.models = ['claude-3-5-haiku']
  const asked = { model: 'claude-3-5-haiku', canRestart: true }
  const { text, fault, restartedBy } = await ask([first, second], {}, asked)
  expect([text, fault]).toEqual(['不同的', null])
  expect(restartedBy).not.toBeNull()
})

test('a model that refuses the beginning does not show its 400', async () => {
  const first = new FakeWorker('a', says(story.slice(0, 2), { breaks: true }))
  const second = new FakeWorker('b', says(['不同']), refuses(400))
  for (const worker of [first, second]) worker.models = ['claude-3-5-haiku']
  const { text, fault, raw } = await ask([first, second], {}, { model: 'claude-3-5-haiku' })
  expect({ text, fault }).toEqual({ text: '从前有一棵', fault: 'worker.cut' })
  expect(raw).not.toContain('no 400')
})

test('where nothing helps, the stream ends with what broke it', async () => {
  const first = new FakeWorker('a', says(story.slice(0, 2), { breaks: true }))
  const second = new FakeWorker('b', says(['不同']))
  const short = new FakeWorker('b', says(story.slice(0, 1)))
  const outcomes = [await ask([first, second]), await ask([first, short]), await ask([first])]
  expect(outcomes.map(({ text, fault }) => [text, fault])).toEqual([
    ['从前有一棵', 'worker.cut'],
    ['从前有一棵', 'worker.cut'],
    ['从前有一棵', 'worker.cut'],
  ])
})

test('calls of tools that were sent are not sent again', async () => {
  const calls: Act = sink => {
    sink.onHead(200, {})
    sink.onData(Buffer.from(chunk({ tool_calls: [{ index: 0, function: { name: 'pay' } }] })))
    sink.onFault(cut)
  }
  const second = new FakeWorker('b', says(story))
  expect(await ask([new FakeWorker('a', calls), second])).toMatchObject({ fault: 'worker.cut' })
  expect(second.bodies).toEqual([])
})

test('an error in the middle of a stream is rescued like a cut', async () => {
  const first = new FakeWorker('a', sink => {
    sink.onHead(200, {})
    sink.onData(Buffer.from(chunk({ content: '从前' })))
    sink.onData(Buffer.from('data: {"error":{"message":"crashed"}}\n\n'))
    sink.onEnd()
  })
  const { text, fault, raw } = await ask([first, new FakeWorker('b', says(story))])
  expect({ text, fault }).toEqual({ text: story.join(''), fault: null })
  expect(raw).not.toContain('crashed')
})

test('a stream that stalls after content is rescued, and the silent worker is not asked again', async () => {
  const first = new FakeWorker('a', sink => {
    sink.onHead(200, {})
    sink.onData(Buffer.from(chunk({ content: '从前' })))
    sink.onFault({ code: 'worker.silent', workerId: WorkerId.parse('a'), withinMs: 5 })
  })
  expect(await ask([first, new FakeWorker('b', says(story))])).toMatchObject({
    text: story.join(''),
    fault: null,
  })
  expect(await ask([first])).toMatchObject({ text: '从前', fault: 'worker.silent' })
  expect(first.bodies).toHaveLength(2)
})

test('a first token that does not come in time is waited for elsewhere', async () => {
  const frames: Act = sink => {
    sink.onHead(200, {})
    sink.onData(Buffer.from(chunk({ role: 'assistant', content: '' })))
  }
  const limits = { firstTokenMs: 30, chunkMs: 1_000, wholeMs: 1_000, waitMs: 1_000 }
  const slow = new FakeWorker('a', frames)
  const { text } = await ask([slow, new FakeWorker('b', says(story))], { limits })
  expect([text, slow.aborts, slow.inFlight]).toEqual([story.join(''), 1, 0])
})

test('a stream that said why it stopped is whole without its mark, and gets one', async () => {
  const unmarked: Act = sink => {
    sink.onHead(200, {})
    sink.onData(Buffer.from(chunk({ content: 'x' }) + chunk({}, 'stop')))
    sink.onEnd()
  }
  const { raw, fault } = await ask([new FakeWorker('a', unmarked)])
  expect([raw.endsWith(done), fault]).toEqual([true, null])
})

test('a stream that never closes after its last word is not waited for', async () => {
  const open = new FakeWorker('a', sink => {
    sink.onHead(200, {})
    sink.onData(Buffer.from(chunk({ content: 'x' }) + chunk({}, 'stop')))
  })
  expect(await ask([open])).toMatchObject({ text: 'x', fault: null })
  expect([open.aborts, open.inFlight]).toEqual([1, 0])
})

test('another worker is raced when the first is slower than nearly all were, and the loser is left', async () => {
  const quick = Array.from({ length: 25 }, () => says(['x']))
  const first = new FakeWorker('a', ...quick, hangs)
  const fleet = new FakeFleet(first)
  const router = aRouter({ fleet, isHedging: true })
  const once = () =>
    new Promise<string | null>(resolve => {
      let workerId: string | null = null
      router.route(
        {
          requestId: 'r',
          model: 'm',
          isStream: true,
          body: () => Buffer.from('{}'),
          timeoutMs: null,
        },
        {
          onHead: head => {
            workerId = head.workerId
          },
          onData: () => true,
          onEnd: () => resolve(workerId),
          onFault: fault => resolve(fault.code),
        },
      )
    })
  for (let count = 0; count < 25; count++) await once()
  fleet.workers.push(new FakeWorker('b', says(['y'])))
  fleet.change()
  const winner = await once()
  expect([winner, first.aborts, first.inFlight]).toEqual(['b', 1, 0])
})
