import { expect, test, vi } from 'vitest'
import { SessionId, TurnId } from '#contract/ids'
import type { SessionMessage } from '#contract/model/session'
import { askThrough } from '#renderer/bridge'
import { Chat } from '#renderer/state/chat'
import { type Conversation, newConversation } from '#renderer/state/conversation'
import { plainWish } from '#renderer/state/turn-wish'
import { FakeBridge, Refusal } from '../fake-bridge.ts'
import { Gate } from '../gate.ts'
import { aSnapshot } from '../snapshot.ts'

const first = SessionId.parse('id-1')
const turnId = TurnId.parse('id-2')
const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }

function open(answers: FakeBridge['answers'] = {}) {
  const bridge = new FakeBridge(aSnapshot(), answers)
  let ids = 0
  const chat = new Chat(askThrough(bridge), { newId: () => `id-${++ids}`, now: () => 1_000 })
  bridge.onChanges(({ changes }) => {
    for (const change of changes) chat.take(change)
  })
  return { bridge, chat, at: (id = first) => chat.store.getState().conversations[id] }
}

function answer(bridge: FakeBridge, response: string): void {
  bridge.change({
    type: 'chat.answered',
    turnId,
    turn: {
      sessionId: first,
      response,
      workerId: 'local-1',
      model: 'gpt-5-mini',
      usage,
      latencyMs: 420,
      finishReason: 'stop',
    },
  })
}

const asked: SessionMessage = {
  role: 'user',
  content: 'hello',
  createdAt: 1_000,
  workerId: null,
  model: null,
  latencyMs: null,
  usage: null,
}
const answered: SessionMessage = {
  role: 'assistant',
  content: 'good day',
  createdAt: 1_000,
  workerId: 'local-1',
  model: 'gpt-5-mini',
  latencyMs: 420,
  usage,
}

test('forgets what came where another answer begins', async () => {
  const { bridge, chat, at } = open()
  await chat.send(first, 'hello')
  bridge.change({ type: 'chat.delta', turnId, text: 'good ' })
  bridge.change({ type: 'chat.restart', turnId })
  bridge.change({ type: 'chat.delta', turnId, text: 'hi' })
  expect(at()?.answering?.text).toBe('hi')
})

test('shows an answer as it comes and keeps who gave it, how fast and how long it was', async () => {
  const { bridge, chat, at } = open()
  await chat.send(first, 'hello')
  bridge.change({ type: 'chat.delta', turnId, text: 'good ' })
  bridge.change({ type: 'chat.delta', turnId, text: 'day' })
  expect(at()?.answering).toEqual({
    id: turnId,
    wish: { ...plainWish, message: 'hello' },
    text: 'good day',
    votes: [],
    startedAt: 1_000,
    isStopping: false,
  })
  answer(bridge, 'good day')
  expect(at()).toEqual({
    ...newConversation,
    lines: [asked, answered],
  } satisfies Conversation)
  expect(chat.store.getState().lastEnd).toEqual({ turnId, how: 'answered' })
})

test('sends the chosen model along, and one turn at a time', async () => {
  const { bridge, chat } = open()
  chat.setModel('gpt-5')
  await chat.send(first, 'hello')
  await chat.send(first, 'are you there?')
  await chat.send(first, '  ')
  expect(bridge.asked).toEqual([
    ['chat.send', { turnId, sessionId: first, model: 'gpt-5', ...plainWish, message: 'hello' }],
  ])
})

test('keeps a failed turn with its reason, outside of the history, and sends it again', async () => {
  const { bridge, chat, at } = open()
  await chat.send(first, 'hello')
  bridge.change({ type: 'chat.delta', turnId, text: 'good' })
  bridge.change({ type: 'chat.failed', turnId, fault: { code: 'fleet.none-ready' } })
  expect(at()).toEqual({
    ...newConversation,
    broken: [
      {
        id: turnId,
        wish: { ...plainWish, message: 'hello' },
        text: 'good',
        votes: [],
        end: { name: 'failed', fault: { code: 'fleet.none-ready' } },
        after: 0,
      },
    ],
  } satisfies Conversation)

  await chat.sendAgain(first, turnId)
  expect(at()).toMatchObject({
    broken: [],
    answering: { id: 'id-3', wish: { message: 'hello' }, text: '' },
  })
})

test('a message that the root refuses is a failed turn', async () => {
  const { chat, at } = open({ 'chat.send': () => new Refusal({ code: 'root.stopped' }) })
  await chat.send(first, 'hello')
  expect(at()?.broken).toMatchObject([
    { wish: { message: 'hello' }, end: { name: 'failed', fault: { code: 'root.stopped' } } },
  ])
})

test('a turn that the user stopped is no failure, whatever the root calls it', async () => {
  const { bridge, chat, at } = open()
  await chat.send(first, 'hello')
  bridge.change({ type: 'chat.delta', turnId, text: 'good' })
  await chat.stop(first)
  expect(at()?.answering?.isStopping).toBe(true)
  await chat.stop(first)
  bridge.change({ type: 'chat.failed', turnId, fault: { code: 'internal' } })
  expect(at()?.broken).toMatchObject([{ text: 'good', end: { name: 'stopped' } }])
  expect(chat.store.getState().lastEnd).toEqual({ turnId, how: 'stopped' })
  expect(bridge.asked.filter(([name]) => name === 'chat.stop')).toHaveLength(1)
})

test('an answer that was complete before the stop reached it is kept', async () => {
  const { bridge, chat, at } = open({ 'chat.stop': () => new Refusal({ code: 'turn.unknown' }) })
  await chat.send(first, 'hello')
  await chat.stop(first)
  answer(bridge, 'good day')
  expect(at()).toMatchObject({ answering: null, broken: [], lines: [{}, {}] })
})

test('a root that stops ends every turn', async () => {
  const { bridge, chat, at } = open()
  await chat.send(first, 'hello')
  bridge.change({ type: 'root', root: { name: 'stopped' } })
  expect(at()?.broken).toMatchObject([{ end: { name: 'failed', fault: { code: 'root.stopped' } } }])
})

test('a session goes on streaming while another one is read', async () => {
  const { bridge, chat, at } = open({
    'session.read': ({ sessionId }) => ({ id: sessionId, system: null, messages: [asked] }),
  })
  await chat.send(first, 'hello')
  await chat.open(SessionId.parse('other'))
  bridge.change({ type: 'chat.delta', turnId, text: 'good' })
  expect(at()?.answering?.text).toBe('good')
  expect(at(SessionId.parse('other'))?.lines).toEqual([asked])
})

test('shows the figures of an answer when the session is read again', async () => {
  const { bridge, chat, at } = open({
    'session.read': () => ({ id: first, system: null, messages: [asked, answered, asked] }),
  })
  await chat.send(first, 'hello')
  answer(bridge, 'good day')
  await chat.read(first)
  expect(at()?.lines).toEqual([asked, answered, asked])
})

test('a history that was on its way when the answer came is thrown away', async () => {
  const late = new Gate<{ id: SessionId; system: null; messages: SessionMessage[] }>()
  const { bridge, chat, at } = open({ 'session.read': () => late.promise })
  await chat.send(first, 'hello')
  const reading = chat.read(first)
  chat.take({ type: 'chat.delta', turnId, text: 'good' })
  answer(bridge, 'good day')
  late.open({ id: first, system: null, messages: [] })
  await reading
  expect(at()?.lines).toHaveLength(2)
})

test('says why a session cannot be read, and reads it on the next try', async () => {
  let isUp = false
  const { chat, at } = open({
    'session.read': () =>
      isUp
        ? { id: first, system: null, messages: [asked] }
        : new Refusal({ code: 'root.stopping' }),
  })
  const other = SessionId.parse('other')
  await chat.open(other)
  expect(at(other)?.reading).toEqual({ name: 'failed', fault: { code: 'root.stopping' } })
  isUp = true
  await chat.open(other)
  expect(at(other)).toMatchObject({ reading: { name: 'read' }, lines: [asked] })
})

test('keeps a draft for each session until the session is forgotten', () => {
  const { chat } = open()
  chat.setDraft(first, 'half a thought')
  chat.setDraft(SessionId.parse('other'), 'another')
  chat.forget(first)
  expect(chat.store.getState()).toMatchObject({ current: 'id-2', drafts: { other: 'another' } })
})

test('a new chat uses the empty one that is open', async () => {
  const { chat } = open()
  chat.startNew()
  expect(chat.store.getState().current).toBe('id-1')
  await chat.send(first, 'hello')
  chat.startNew()
  expect(chat.store.getState().current).toBe('id-3')
  await vi.waitFor(() => expect(Object.keys(chat.store.getState().conversations)).toHaveLength(2))
})
