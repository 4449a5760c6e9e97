import { expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import type { Host } from '#contract/model/host'
import { silentLog } from '#main/base/log'
import type { HostLink } from '#main/provisioning/host-link'
import { IdleRounds } from '#main/provisioning/idle/idle-rounds'
import { hourMs, type IdleHour } from '#main/provisioning/idle/idle-rule'
import { IdleWatch } from '#main/provisioning/idle/idle-watch'
import { aHost } from '#test/fakes/a-host'
import { healthyFacts } from '../discovery/healthy-facts.ts'

const minute = 60_000
const key = { type: 'ssh-ed25519', blob: 'AAAA', fingerprint: 'SHA256:of-it' }
const pinned = { name: 'pinned', key, at: 0, because: 'owner' } as const
const seen = (cloud: string | null): Host['verdict'] => ({
  ...{ name: 'seen', facts: healthyFacts({ cloud }), problems: [], methods: ['plain'] },
  score: { total: 50, parts: [] },
})
const concerned = (id: string, change: Partial<Host> = {}) =>
  aHost(id, { trust: pinned, verdict: seen('oracle'), ...change })

/** Hosts that are busy by so many percent, at a time that is moved by hand. */
function house(hosts: readonly Host[]) {
  const state = {
    ...{ now: 0, busy: 0, isUp: true, failure: null as Error | null },
    ...{ open: 0, mostOpen: 0, asked: [] as string[] },
  }
  const kept = new Map<string, IdleHour[]>()
  const clock = { monotonicMs: () => state.now, wallMs: () => state.now }
  const link = (host: Host): HostLink => {
    const refuse = () => Promise.reject(new Error('not asked for'))
    state.open++
    state.mostOpen = Math.max(state.mostOpen, state.open)
    return {
      ...{ hostId: host.id, closed: new Promise(() => {}), feed: refuse, forward: refuse },
      roundTripMs: refuse,
      close: () => state.open--,
      async run() {
        const counters = {
          ...{ cpuTicks: state.now, idleTicks: state.now * (1 - state.busy), networkBytes: 0 },
          ...{ uptimeMs: state.now, memoryTotal: 100, memoryAvailable: 90 },
        }
        const stdout = JSON.stringify({ ...counters, idleTicks: Math.round(counters.idleTicks) })
        return { stdout, stderr: '', exitCode: 0, signal: null, durationMs: 1 }
      },
    }
  }
  const rounds = new IdleRounds({
    hosts: { list: () => hosts },
    links: {
      async open(id) {
        state.asked.push(id)
        if (state.failure) throw state.failure
        return link(hosts.find(host => host.id === id) ?? expect.fail('another host'))
      },
    },
    watch: new IdleWatch(
      {
        list: id => kept.get(id) ?? [],
        async save(id, hour) {
          kept.set(id, [...(kept.get(id) ?? []).filter(({ at }) => at !== hour.at), hour])
        },
      },
      clock,
    ),
    isReachable: () => state.isUp,
    clock,
    log: silentLog,
  })
  const goOn = async (ms: number) => {
    state.now += ms
    await rounds.round()
  }
  return { rounds, state, goOn }
}

test('asks those that the rule concerns, one at a time, and leaves no connection open', async () => {
  const { state, goOn } = house([
    concerned('a'),
    concerned('b'),
    concerned('paid', { monthlyCost: 4 }),
    concerned('elsewhere', { verdict: seen('hetzner') }),
    concerned('unknown', { trust: { name: 'unseen' } }),
    concerned('unseen', { verdict: null }),
  ])
  await goOn(5 * minute)
  expect([state.asked, state.open, state.mostOpen]).toEqual([['a', 'b'], 0, 1])
  state.isUp = false
  await goOn(5 * minute)
  expect(state.asked).toEqual(['a', 'b'])
})

test('an idle day is near, nothing is known before, and work ends it', async () => {
  const host = concerned('a')
  const { rounds, state, goOn } = house([host, concerned('paid', { monthlyCost: 4 })])
  const standing = () => rounds.standings().map(({ hostId, isNear, p95 }) => [hostId, isNear, p95])
  await goOn(minute)
  expect(standing()).toEqual([['a', null, null]])
  expect(rounds.verdict(host)).toMatchObject({ near: false, hours: 0 })
  for (let hour = 0; hour < 24; hour++) await goOn(hourMs)
  const idle = { cpu: 0, network: 0, memory: 10 }
  expect(standing()).toEqual([['a', true, idle]])
  expect(rounds.verdict(host)).toMatchObject({ near: true, p95: idle, hours: 24 })
  state.busy = 0.5
  for (let hour = 0; hour < 3; hour++) await goOn(hourMs)
  expect(standing()).toEqual([['a', false, expect.objectContaining({ memory: 10 })]])
})

test('a host that is not reached is left alone for longer each time, one that refuses until it was changed', async () => {
  const host = concerned('a')
  const { rounds, state, goOn } = house([host])
  const times = async (count: number) => {
    state.asked.length = 0
    for (let look = 0; look < count; look++) await goOn(5 * minute)
    return state.asked.length
  }
  state.failure = new FaultError({ code: 'host.unreachable', host: 'a', detail: 'it is away' })
  const inADay = await times(288)
  expect(inADay).toBeGreaterThan(20)
  expect(inADay).toBeLessThan(40)

  rounds.lookAnew(host.id)
  const refusal = { code: 'host.auth-refused', host: 'a', user: 'ubuntu' } as const
  state.failure = new FaultError({ ...refusal, tried: ['publickey'], offered: [] })
  expect(await times(288)).toBe(1)
  rounds.lookAnew(host.id)
  state.failure = null
  expect(await times(12)).toBe(12)
})

test('asks nothing more when it was closed', async () => {
  const { rounds, state, goOn } = house([concerned('a')])
  await rounds.close()
  await goOn(5 * minute)
  expect(state.asked).toEqual([])
})
