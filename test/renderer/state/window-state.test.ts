import { expect, test, vi } from 'vitest'
import { SessionId } from '#contract/ids'
import type { SessionSummary } from '#contract/model/session'
import { createWindowState } from '#renderer/state/window-state'
import { FakeBridge } from '../fake-bridge.ts'
import { Gate } from '../gate.ts'
import { aSnapshot } from '../snapshot.ts'

const message = {
  role: 'user',
  content: 'hi',
  createdAt: 0,
  workerId: null,
  model: null,
  latencyMs: null,
  usage: null,
} as const
const id = SessionId.parse('a')
const summary: SessionSummary = { id, title: 'hi', isPinned: false, messageCount: 1, updatedAt: 0 }

test('listens before it asks', () => {
  const order: string[] = []
  const bridge = new FakeBridge(aSnapshot())
  const stop = createWindowState({
    request: (name, input) => {
      order.push(name)
      return bridge.request(name, input)
    },
    onChanges: () => {
      order.push('listen')
      return () => order.push('stop')
    },
  }).connect()
  stop()
  expect(order).toEqual(['listen', 'snapshot', 'session.list', 'stop'])
})

test('reads the open session again when another app went on with it', async () => {
  let messages = [message]
  const bridge = new FakeBridge(aSnapshot(), {
    'session.list': () => [{ ...summary, messageCount: messages.length }],
    'session.read': () => ({ id, system: null, messages }),
  })
  const { chat, connect } = createWindowState(bridge)
  const stop = connect()
  await chat.open(id)
  messages = [message, message]
  bridge.change({ type: 'sessions' })
  await vi.waitFor(() => expect(chat.store.getState().conversations[id]?.lines).toHaveLength(2))
  bridge.change({ type: 'sessions' })
  await vi.waitFor(() =>
    expect(bridge.asked.filter(([name]) => name === 'session.list')).toHaveLength(3),
  )
  expect(bridge.asked.filter(([name]) => name === 'session.read')).toHaveLength(2)
  stop()
})

test('lists the sessions once more when they changed while they were listed', async () => {
  const lists = [new Gate<SessionSummary[]>(), new Gate<SessionSummary[]>()]
  let calls = 0
  const bridge = new FakeBridge(aSnapshot(), {
    'session.list': () => lists[calls++]?.promise ?? [],
  })
  const { sessions, connect } = createWindowState(bridge)
  const stop = connect()
  bridge.change({ type: 'sessions' })
  bridge.change({ type: 'sessions' })
  lists[0]?.open([])
  lists[1]?.open([summary])
  await vi.waitFor(() => expect(sessions.store.getState().sessions).toEqual([summary]))
  expect(calls).toBe(2)
  stop()
})
