import { expect, test } from 'vitest'
import { http, postJson, textOf } from './http.ts'
import { breaksAfter, chunk, says, scriptedModel, streamHead } from './scripted-model.ts'
import { ask, cleanup, messages, rootBefore, story } from './survival-house.ts'

test.each([
  ['is cut', breaksAfter(story.slice(0, 2), response => response.destroy())],
  ['stalls', breaksAfter(story.slice(0, 2), () => {})],
  ['ends without its mark', breaksAfter(story.slice(0, 2), response => response.end())],
  [
    'tells an error',
    breaksAfter(story.slice(0, 2), response =>
      response.end('data: {"error":{"message":"no"}}\n\n'),
    ),
  ],
])(
  'a stream that %s after content goes on at another worker, in every dialect',
  async (_name, script) => {
    const bad = await scriptedModel(cleanup, ['m'], script)
    const root = await rootBefore([bad, await scriptedModel(cleanup, ['m'], says(...story))], {
      CHUNK_TIMEOUT_MS: '300',
    })
    const first = { 'x-banyan-prefer': bad.url }
    const openai = await ask(root, { stream: true }, first)
    const anthropic = await postJson(
      `${root.url}/v1/messages`,
      { model: 'm', messages, max_tokens: 99, stream: true },
      first,
    )
    const ollama = await postJson(`${root.url}/api/chat`, { model: 'm', messages }, first)
    const text = story.join('')
    expect([textOf(openai.text), openai.text.endsWith('data: [DONE]\n\n')]).toEqual([text, true])
    const deltas = [...anthropic.text.matchAll(/"text_delta","text":"([^"]*)"/g)].map(
      ([, each]) => each,
    )
    expect([deltas.join(''), anthropic.text.includes('message_stop')]).toEqual([text, true])
    const lines = ollama.text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect([lines.map(({ message }) => message.content).join(''), lines.at(-1).done]).toEqual([
      text,
      true,
    ])
  },
)

test('/api/chat begins anew where the next worker says something else', async () => {
  const bad = await scriptedModel(
    cleanup,
    ['m'],
    breaksAfter(story.slice(0, 2), response => response.destroy()),
  )
  const good = await scriptedModel(cleanup, ['m'], says('从前', '没有', '树'))
  const root = await rootBefore([bad, good])
  const chat = { session_id: '小李', message: '讲个故事', model: 'm', stream: true }
  const { text } = await postJson(`${root.url}/api/chat`, chat, { 'x-banyan-prefer': bad.url })
  const events = [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? ''))
  const types = events.map(({ type }) => type)
  expect(types.lastIndexOf('restart')).toBe(types.indexOf('restart'))
  const heard = events.slice(types.indexOf('restart') + 1).filter(({ type }) => type === 'delta')
  expect(heard.map(({ content }) => content).join('')).toBe('从前没有树')
  expect(events.at(-1)).toMatchObject({ type: 'done', response: '从前没有树' })
  const kept = await http(`${root.url}/api/sessions/${encodeURIComponent('小李')}`)
  expect(kept.text).toContain('从前没有树')
  expect(kept.text).not.toContain('有一棵')
})

test('a client that wants to hear of the cut does', async () => {
  const bad = await scriptedModel(
    cleanup,
    ['m'],
    breaksAfter(story.slice(0, 2), response => response.destroy()),
  )
  const root = await rootBefore([bad, await scriptedModel(cleanup, ['m'], says(...story))])
  const { text } = await ask(
    root,
    { stream: true },
    { 'x-banyan-prefer': bad.url, 'x-banyan-on-cut': 'error' },
  )
  expect(textOf(text)).toBe('从前有一棵')
  expect(text).toContain('"code":"worker_cut"')
  expect(text).not.toContain('[DONE]')
})

test('a chunk that makes no sense is left out, and a missing mark is put in', async () => {
  const odd = await scriptedModel(cleanup, ['m'], ({ asked, response }) => {
    streamHead(response)
    response.write(chunk(asked.model, { content: 'a' }))
    response.write('data: <<<not json>>>\n\ndata: {"choices":[{"delta":{"content":"tru\n\n')
    response.write(chunk(asked.model, { content: 'b' }) + chunk(asked.model, {}, 'stop'))
  })
  const root = await rootBefore([odd])
  const startedAt = Date.now()
  const { text } = await ask(root, { stream: true })
  expect([textOf(text), text.endsWith('data: [DONE]\n\n'), text.includes('<<<')]).toEqual([
    'ab',
    true,
    false,
  ])
  expect(Date.now() - startedAt).toBeLessThan(10_000)
  expect((await http(`${root.url}/health`)).status).toBe(200)
})
