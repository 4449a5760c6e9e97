import { expect, test, vi } from 'vitest'
import { createWindowState } from '#renderer/state/window-state'
import { FakeBridge, Refusal } from '../fake-bridge.ts'
import { aSnapshot } from '../snapshot.ts'

async function connected(bridge: FakeBridge) {
  const state = createWindowState(bridge)
  const stop = state.connect()
  await vi.waitFor(() => expect(state.mirror.store.getState().name).toBe('live'))
  return { ...state, stop }
}

const running = (since: number) =>
  ({ type: 'root', root: { name: 'running', address: 'http://127.0.0.1:3000', since } }) as const

test('remembers what was saved until the root node has started again', async () => {
  const bridge = new FakeBridge(aSnapshot())
  const { pending, stop } = await connected(bridge)
  await pending.save('port', '4000')
  await pending.save('port', '4001')
  await pending.save('maxRetries', null)
  expect(pending.store.getState().names).toEqual(['port', 'maxRetries'])
  bridge.change(running(99))
  expect(pending.store.getState().names).toEqual([])
  stop()
})

test('a setting that was refused waits for nothing, and one saved while stopped neither', async () => {
  const bridge = new FakeBridge(aSnapshot(), {
    'setting.save': ({ name }) =>
      name === 'host' ? new Refusal({ code: 'bind.needs-secret', host: '0.0.0.0' }) : null,
  })
  const { pending, stop } = await connected(bridge)
  await expect(pending.save('host', '0.0.0.0')).rejects.toMatchObject({
    fault: { code: 'bind.needs-secret' },
  })
  bridge.change({ type: 'root', root: { name: 'stopped' } })
  await pending.save('port', '4000')
  expect(pending.store.getState().names).toEqual([])
  stop()
})

test('starts the root node again only once it has stopped', async () => {
  const bridge = new FakeBridge(aSnapshot())
  const { pending, stop } = await connected(bridge)
  const restarting = pending.restart()
  bridge.change({ type: 'root', root: { name: 'stopping', inFlight: 1 } })
  await Promise.resolve()
  const commands = () => bridge.asked.map(([name]) => name).filter(name => name.startsWith('root.'))
  expect(commands()).toEqual(['root.stop'])
  bridge.change({ type: 'root', root: { name: 'stopped' } })
  await restarting
  expect(commands()).toEqual(['root.stop', 'root.start'])
  stop()
})
