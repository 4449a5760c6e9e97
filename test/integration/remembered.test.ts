import OpenAI from 'openai'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { healthyWorkers, http, postJson, textOf } from './http.ts'
import { startRoot } from './processes.ts'
import { breaksAfter, refuses, type ScriptedModel, says, scriptedModel } from './scripted-model.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** A session of any script, as HTTP carries it. */
const asHeader = (session: string) => ({
  'x-banyan-session': Buffer.from(session).toString('latin1'),
})
const user = (content: unknown) => ({ role: 'user', content })

async function house(model: ScriptedModel) {
  const root = await startRoot(cleanup, { WORKERS: model.url, LOCAL_WORKER: 'false' })
  await healthyWorkers(root.url, 1)
  return {
    root,
    ask: (messages: readonly object[], session: string, more: object = {}) =>
      postJson(
        `${root.url}/v1/chat/completions`,
        { model: 'm', messages, ...more },
        asHeader(session),
      ),
    session: (id: string) => http(`${root.url}/api/sessions/${encodeURIComponent(id)}`),
    sent: () => model.questions.map(({ asked }) => (asked as { messages?: unknown }).messages),
  }
}

test('a session named in a header is remembered, streamed or not', async () => {
  const model = await scriptedModel(cleanup, ['m'], says('你好', '小李'))
  const { ask, session, sent } = await house(model)
  const system = { role: 'system', content: '简短' }
  const first = await ask([system, user('我叫小李')], '会话 甲')
  const second = await ask([user('我叫什么？')], '会话 甲', { stream: true })
  expect(first.json.choices[0].message.content).toBe('你好小李')
  expect([textOf(second.text), second.text.endsWith('data: [DONE]\n\n')]).toEqual([
    '你好小李',
    true,
  ])
  expect(sent()[1]).toEqual([
    system,
    user('我叫小李'),
    { role: 'assistant', content: '你好小李' },
    user('我叫什么？'),
  ])
  const { messages } = (await session('会话 甲')).json
  expect(messages.map(({ content }: { content: string }) => content)).toEqual([
    '我叫小李',
    '你好小李',
    '我叫什么？',
    '你好小李',
  ])
})

test('what an answer tells is there as soon as the client has it', async () => {
  const model = await scriptedModel(cleanup, ['m'], says('ok'))
  const { root, session } = await house(model)
  const client = new OpenAI({ baseURL: `${root.url}/v1`, apiKey: 'none' })
  for (const text of ['a', 'b', 'c']) {
    const stream = await client.chat.completions.create(
      { model: 'm', messages: [{ role: 'user', content: text }], stream: true },
      { headers: { 'x-banyan-session': 's' } },
    )
    for await (const _chunk of stream);
    expect((await session('s')).text).toContain(`"${text}"`)
  }
})

test('pictures go along, their words are kept', async () => {
  const model = await scriptedModel(cleanup, ['m'], says('一棵树'))
  const { ask, sent, session } = await house(model)
  const picture = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }
  const message = user([{ type: 'text', text: '这是什么？' }, picture])
  await ask([message], 's')
  expect(sent()[0]).toEqual([message])
  expect((await session('s')).text).toContain('这是什么？')
})

test('a client that sends what was said before keeps its own memory', async () => {
  const model = await scriptedModel(cleanup, ['m'], says('ok'))
  const { ask, sent, session } = await house(model)
  const messages = [user('a'), { role: 'assistant', content: 'b' }, user('c')]
  expect((await ask(messages, 's')).status).toBe(200)
  expect(sent()).toEqual([messages])
  expect((await session('s')).status).toBe(404)
})

test('a turn that failed leaves nothing, and its error reaches the client', async () => {
  const model = await scriptedModel(cleanup, ['m'], refuses(400))
  const { ask, session } = await house(model)
  expect((await ask([user('a')], 's')).status).toBe(400)
  model.script = breaksAfter(['half'], response => response.destroy())
  const broken = await ask([user('b')], 's', { stream: true })
  expect(broken.text).toContain('"error"')
  expect(broken.text).not.toContain('[DONE]')
  expect((await session('s')).status).toBe(404)
  model.script = says('ok')
  expect((await ask([user('c')], 's')).status).toBe(200)
})

test('a session can be called something else and be pinned; nonsense is refused', async () => {
  const model = await scriptedModel(cleanup, ['m'], says('ok'))
  const { root, ask } = await house(model)
  await ask([user('a')], '甲/1')
  await ask([user('b')], '乙')
  const change = (id: string, body: unknown) =>
    http(`${root.url}/api/sessions/${encodeURIComponent(id)}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const changed = await change('甲/1', { title: ' 负载\n均衡 ', pinned: true })
  expect(changed.json).toEqual({ id: '甲/1', changed: true })
  const wrong = [{}, { title: ' ' }, { title: 'x'.repeat(121) }, { pinned: 1 }, { id: 'c' }]
  for (const body of wrong) expect((await change('乙', body)).status).toBe(400)
  expect((await change('nobody', { pinned: true })).status).toBe(404)
  const { json } = await http(`${root.url}/api/sessions`)
  expect(
    json.sessions.map(({ title, pinned }: { title: string; pinned: boolean }) => [title, pinned]),
  ).toEqual([
    ['负载 均衡', true],
    ['b', false],
  ])
})
