import { expect, test } from 'vitest'
import { HostId } from '#contract/ids'
import type { HostDeployment } from '#contract/model/deployment'
import type { Host } from '#contract/model/host'
import type { HostVerdict } from '#contract/model/host-facts'
import { hostHands } from '#main/provisioning/operating/host-hands'
import { aHost, anInstalled } from './a-host.ts'

const never = new AbortController().signal
const key = { type: 'ssh-ed25519', fingerprint: 'SHA256:a', blob: 'AAAA' }
// Sound: only the name and the methods of a verdict are looked at here.
const usable = { name: 'seen', methods: ['plain'] } as unknown as HostVerdict
const serving: Host = { ...aHost, installed: anInstalled }
const spare: Host = {
  ...aHost,
  id: HostId.parse('h-2'),
  name: 'spare',
  trust: { name: 'pinned', key, at: 1, because: 'owner' },
  verdict: usable,
}

function handsOver(hosts: readonly Host[], ends: Partial<HostDeployment> = {}) {
  const done: string[] = []
  const hands = hostHands({
    hosts: { list: () => hosts },
    isBusy: () => false,
    async deploy(action, hostId) {
      done.push(`${action} ${hostId}`)
      const rest = { hostId, hostName: '', workerId: null, batch: 0, steps: [], checks: [] }
      return { ...rest, status: 'Success', problem: null, ...ends }
    },
  })
  return { hands, done }
}

test('a worker is started anew on its host', async () => {
  const { hands, done } = handsOver([serving])
  expect(hands.restart.can('h-1')).toBe(true)
  expect(await hands.restart.do('h-1', never)).toBe('Started anew on 法兰克福.')
  expect(done).toEqual(['restart h-1'])
})

test('one more, and one instead, come onto a trusted host that is good for it and has none', async () => {
  const { hands, done } = handsOver([serving, spare])
  expect([hands.replicate.can('*'), hands.migrate.can('h-1')]).toEqual([true, true])
  await hands.replicate.do('*', never)
  expect(await hands.migrate.do('h-1', never)).toMatch(/spare; 法兰克福 was left as it is/)
  expect(done).toEqual(['provision h-2', 'provision h-2'])
})

test.each([
  ['never seen', { ...spare, verdict: null }],
  ['not trusted', { ...spare, trust: { name: 'unseen' } as const }],
  ['already with a worker', { ...spare, installed: { ...anInstalled, workerId: 'h-2' } }],
])('a host that is %s takes nothing', (_, host) => {
  const { hands } = handsOver([serving, host])
  expect([hands.replicate.can('*'), hands.migrate.can('h-1')]).toEqual([false, false])
})

test('a deployment that does not come to its end says why', async () => {
  const { hands } = handsOver([serving], { status: 'Failed', problem: 'no space' })
  await expect(hands.restart.do('h-1', never)).rejects.toThrow('no space')
  expect(hands.restart.can('someone-else')).toBe(false)
})
