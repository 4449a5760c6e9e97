import { setImmediate as nextTick } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import { SessionId } from '#contract/ids'
import { type Answerer, Conversations } from '#main/sessions/conversations'
import { sessionShelf } from '#main/store/session-shelf'
import { tempDatabase } from '../store/temp-database.ts'

const a = SessionId.parse('a')
const never = new AbortController().signal
const usage = { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 }

const saying =
  (text: string): Answerer =>
  async () => ({ text, workerId: 'w1', model: 'demo', usage, finishReason: 'stop' })

/** Answers with all that it was sent. */
const repeating: Answerer = async messages => ({
  text: messages.map(({ role, content }) => `${role}: ${content}`).join(' | '),
  workerId: 'w1',
  model: 'demo',
  usage: null,
  finishReason: 'stop',
})

/** Answers when it is told to, and notes who asked. */
function heldAnswerer() {
  const asked: unknown[] = []
  const held: (() => void)[] = []
  const answer: Answerer = async messages => {
    asked.push(messages.at(-1)?.content)
    await new Promise<void>(resolve => held.push(resolve))
    return { text: 'ok', workerId: 'w1', model: 'demo', usage: null, finishReason: 'stop' }
  }
  return { answer, asked, release: () => held.shift()?.() }
}

async function openConversations(now: () => number = () => 1000) {
  const shelf = sessionShelf(await tempDatabase())
  return new Conversations({ shelf, tokenBudget: () => 8000, now })
}

const contents = (conversations: Conversations) =>
  conversations.read(a).messages.map(({ content }) => content)

test('answers a turn and remembers it', async () => {
  let time = 1000
  const conversations = await openConversations(() => time)
  const changed: string[] = []
  conversations.onChange(id => changed.push(id))
  const answer: Answerer = (messages, options) => {
    time += 250
    return saying('hello Ann')(messages, options)
  }
  const turn = await conversations.converse({ sessionId: a, message: 'I am Ann' }, answer, never)
  expect({ turn, session: conversations.read(a), changed }).toEqual({
    turn: {
      sessionId: 'a',
      response: 'hello Ann',
      workerId: 'w1',
      model: 'demo',
      usage,
      latencyMs: 250,
      finishReason: 'stop',
    },
    session: {
      id: 'a',
      system: null,
      messages: [
        {
          role: 'user',
          content: 'I am Ann',
          createdAt: 1000,
          workerId: null,
          model: null,
          latencyMs: null,
          usage: null,
        },
        {
          role: 'assistant',
          content: 'hello Ann',
          createdAt: 1250,
          workerId: 'w1',
          model: 'demo',
          latencyMs: 250,
          usage,
        },
      ],
    },
    changed: ['a'],
  })
})

test('sends what was said before along', async () => {
  const conversations = await openConversations()
  await conversations.converse({ sessionId: a, message: '我叫小李' }, saying('好'), never)
  const turn = await conversations.converse(
    { sessionId: a, message: '我叫什么？' },
    repeating,
    never,
  )
  expect(turn.response).toBe('user: 我叫小李 | assistant: 好 | user: 我叫什么？')
})

test('keeps a system prompt until another is given, and an empty one takes it away', async () => {
  const conversations = await openConversations()
  const systems = ['be brief', undefined, 'be kind', '', undefined]
  const sent: unknown[] = []
  for (const system of systems) {
    const answer: Answerer = (messages, options) => {
      sent.push(messages[0]?.role === 'system' ? messages[0].content : null)
      return saying('ok')(messages, options)
    }
    await conversations.converse({ sessionId: a, message: 'hi', system }, answer, never)
  }
  expect(sent).toEqual(['be brief', 'be brief', 'be kind', null, null])
})

test('passes the model, the stream and the signal on', async () => {
  const conversations = await openConversations()
  const heard: string[] = []
  const answer: Answerer = (messages, options) => {
    options.listener.onText('o')
    options.listener.onText('k')
    return saying(`${options.model} ${options.signal === never}`)(messages, options)
  }
  const input = {
    sessionId: a,
    message: 'hi',
    model: 'm',
    listener: { onText: (text: string) => heard.push(text), onRestart() {} },
  }
  const { response } = await conversations.converse(input, answer, never)
  expect({ response, heard }).toEqual({ response: 'm true', heard: ['o', 'k'] })
})

test('takes the turns of one session one after the other, and those of others meanwhile', async () => {
  const conversations = await openConversations()
  const { answer, asked, release } = heldAnswerer()
  const b = SessionId.parse('b')
  const turns = [
    conversations.converse({ sessionId: a, message: 'a1' }, answer, never),
    conversations.converse({ sessionId: a, message: 'a2' }, answer, never),
    conversations.converse({ sessionId: b, message: 'b1' }, answer, never),
  ]
  await nextTick()
  const atFirst = [...asked]
  release()
  await turns[0]
  await nextTick()
  release()
  release()
  await Promise.all(turns)
  expect({ atFirst, asked, said: contents(conversations) }).toEqual({
    atFirst: ['a1', 'b1'],
    asked: ['a1', 'b1', 'a2'],
    said: ['a1', 'ok', 'a2', 'ok'],
  })
})

test('a turn that fails leaves nothing behind and lets the next one in', async () => {
  const conversations = await openConversations()
  const fails: Answerer = async () => {
    throw new FaultError({ code: 'fleet.none-ready' })
  }
  const outcomes = await Promise.allSettled([
    conversations.converse({ sessionId: a, message: 'lost', system: 'x' }, fails, never),
    conversations.converse({ sessionId: a, message: 'kept' }, repeating, never),
  ])
  expect({ outcomes: outcomes.map(({ status }) => status), said: contents(conversations) }).toEqual(
    {
      outcomes: ['rejected', 'fulfilled'],
      said: ['kept', 'user: kept'],
    },
  )
})

test('a new session whose only turn failed is not there', async () => {
  const conversations = await openConversations()
  const fails: Answerer = () => Promise.reject(new Error('no'))
  await expect(
    conversations.converse({ sessionId: a, message: 'x' }, fails, never),
  ).rejects.toThrow()
  expect(conversations.list({ search: '', limit: 9, after: null })).toEqual([])
  expect(() => conversations.read(a)).toThrow('There is no session "a".')
})

test('a turn that was cancelled is not stored, even when its answer came all the same', async () => {
  const conversations = await openConversations()
  const { answer, release } = heldAnswerer()
  const client = new AbortController()
  const turn = conversations.converse({ sessionId: a, message: 'x' }, answer, client.signal)
  await nextTick()
  client.abort()
  release()
  await expect(turn).rejects.toMatchObject({ fault: { code: 'request.cancelled' } })
  expect(() => conversations.read(a)).toThrow('There is no session')
})

test('one that is cancelled while it waits leaves the queue at once and is never asked', async () => {
  const conversations = await openConversations()
  const { answer, asked, release } = heldAnswerer()
  const client = new AbortController()
  const first = conversations.converse({ sessionId: a, message: 'first' }, answer, never)
  const second = conversations.converse({ sessionId: a, message: 'second' }, answer, client.signal)
  const third = conversations.converse({ sessionId: a, message: 'third' }, answer, never)
  client.abort(new FaultError({ code: 'root.stopping' }))
  await expect(second).rejects.toMatchObject({ fault: { code: 'root.stopping' } })
  release()
  await first
  await nextTick()
  release()
  await third
  expect(asked).toEqual(['first', 'third'])
})

test('one that was cancelled before it came is refused', async () => {
  const conversations = await openConversations()
  const turn = conversations.converse(
    { sessionId: a, message: 'x' },
    repeating,
    AbortSignal.abort(),
  )
  await expect(turn).rejects.toMatchObject({ fault: { code: 'request.cancelled' } })
})

test('an empty answer is remembered like any other', async () => {
  const conversations = await openConversations()
  await conversations.converse({ sessionId: a, message: 'x' }, saying(''), never)
  expect(contents(conversations)).toEqual(['x', ''])
})

test('a session is removed after the turn that is on its way', async () => {
  const conversations = await openConversations()
  const { answer, release } = heldAnswerer()
  const turn = conversations.converse({ sessionId: a, message: 'x' }, answer, never)
  const removed = conversations.remove(a, never)
  await nextTick()
  release()
  await turn
  await removed
  expect(() => conversations.read(a)).toThrow('There is no session')
  await expect(conversations.remove(a, never)).rejects.toMatchObject({
    fault: { code: 'session.unknown', sessionId: 'a' },
  })
})

test('a title is the beginning of the first message, on one line', async () => {
  const conversations = await openConversations()
  const message = `  one\n two ${'🌳'.repeat(100)}`
  await conversations.converse({ sessionId: a, message }, saying('ok'), never)
  const [session] = conversations.list({ search: '', limit: 1, after: null })
  expect(session?.title).toBe(`one two ${'🌳'.repeat(71)}…`)
})
