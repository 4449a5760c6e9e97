import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { HostId } from '#contract/ids'
import { countersCommand, readCounters } from '#main/provisioning/idle/counters'
import { hourMs, type IdleHour, idleVerdict, keptMs } from '#main/provisioning/idle/idle-rule'
import { type IdleSample, sampleBetween } from '#main/provisioning/idle/idle-sample'
import { type IdleShelf, IdleWatch } from '#main/provisioning/idle/idle-watch'
import { aHost } from '#test/fakes/a-host'
import { healthyFacts } from '../discovery/healthy-facts.ts'

const now = 1_700_000_000_000 - (1_700_000_000_000 % hourMs)
const idle: IdleSample = { cpu: 3, network: 0.1, memory: 12 }

/** The last hours before now, the newest last; `busy` says what is busy in which. */
function hours(count: number, busy: (hour: number) => Partial<IdleSample> = () => ({})) {
  return Array.from({ length: count }, (_, hour) => ({
    at: now - (count - 1 - hour) * hourMs,
    samples: Array.from({ length: 12 }, () => ({ ...idle, ...busy(hour) })),
  }))
}

test('seven idle days are near the rule, and there is something to do', () => {
  const verdict = idleVerdict(hours(168), 'arm64', now)
  expect(verdict).toEqual({
    near: true,
    p95: idle,
    since: now - 167 * hourMs,
    hours: 168,
    help: [
      expect.stringContaining('Pay As You Go'),
      expect.stringContaining('Give the worker something to do'),
      expect.stringContaining('local model'),
      expect.stringContaining('can be started again'),
    ],
  })
})

test.each<[string, (hour: number) => Partial<IdleSample>]>([
  ['the processor', hour => (hour % 15 === 0 ? { cpu: 60 } : {})],
  ['the network', hour => (hour % 15 === 0 ? { network: 20 } : {})],
  ['the memory', () => ({ memory: 20 })],
])('one thing at a fifth for more than 5 %% of the time is enough: %s', (_, busy) => {
  expect(idleVerdict(hours(168, busy), 'arm64', now)).toMatchObject({ near: false, help: [] })
})

test('work in less than 5 % of the time does not count', () => {
  const rarely = (hour: number) => (hour % 24 === 0 ? { cpu: 100 } : {})
  expect(idleVerdict(hours(168, rarely), 'arm64', now)).toMatchObject({
    near: true,
    p95: { cpu: 3 },
  })
})

test('memory does not count on machines that are not ARM, and is not advised there', () => {
  const { near, help } = idleVerdict(
    hours(168, () => ({ memory: 90 })),
    'x64',
    now,
  )
  expect({ near, advice: help.length }).toEqual({ near: true, advice: 3 })
})

test('nothing is said of the first day, nor of what is older than a week', () => {
  expect(idleVerdict(hours(23), 'arm64', now).near).toBe(false)
  expect(idleVerdict(hours(24), 'arm64', now).near).toBe(true)
  const busyBefore = hours(400, hour => (hour < 400 - 168 ? { cpu: 100 } : {}))
  expect(idleVerdict(busyBefore, 'arm64', now)).toMatchObject({ near: true, hours: 168 })
  expect(idleVerdict([], 'arm64', now)).toEqual({
    near: false,
    p95: null,
    since: null,
    hours: 0,
    help: [],
  })
})

test('the 95th percentile is the smallest value that 95 % do not exceed', () => {
  const values = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 300 })
  fc.assert(
    fc.property(values, cpu => {
      const samples = cpu.map(one => ({ ...idle, cpu: one }))
      const p95 = idleVerdict([{ at: now, samples }], 'arm64', now).p95?.cpu ?? Number.NaN
      expect(cpu.filter(one => one <= p95).length).toBeGreaterThanOrEqual(cpu.length * 0.95)
      expect(cpu.filter(one => one < p95).length).toBeLessThan(cpu.length * 0.95)
    }),
  )
})

const early = {
  cpuTicks: 10_000,
  idleTicks: 9_000,
  networkBytes: 1_000,
  uptimeMs: 100_000,
  memoryTotal: 6e9,
  memoryAvailable: 6e9,
}
const shape = { architecture: 'arm64', cpus: 2 }

test('a sample is what was done between two looks', () => {
  const later = {
    cpuTicks: 12_000,
    idleTicks: 10_500,
    networkBytes: 1_000 + 250e6,
    uptimeMs: 110_000,
    memoryTotal: 6e9,
    memoryAvailable: 4.5e9,
  }
  expect(sampleBetween(early, later, shape)).toEqual({ cpu: 25, network: 10, memory: 25 })
})

test('a restart between two looks makes no sample', () => {
  const restarted = { ...early, cpuTicks: 500, idleTicks: 100, uptimeMs: 5_000 }
  expect(sampleBetween(early, restarted, shape)).toBeNull()
  expect(sampleBetween(early, early, shape)).toBeNull()
})

test.each(['sh', 'bash'])('reads the counters of this machine under %s', shell => {
  const { stdout } = spawnSync(shell, ['-s'], {
    input: `set -eu\n${countersCommand.script}\n`,
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    encoding: 'utf8',
  })
  const { cpuTicks, idleTicks, uptimeMs } = readCounters(stdout, 'here')
  expect(cpuTicks).toBeGreaterThan(idleTicks)
  expect(uptimeMs).toBeGreaterThan(0)
  expect(() => readCounters('hello', 'here')).toThrow(/counters/)
})

class MemoryShelf implements IdleShelf {
  kept: readonly IdleHour[] = []

  list = () => this.kept

  async save(_: HostId, hour: IdleHour, keepFrom: number): Promise<void> {
    this.kept = [...this.kept.filter(one => one.at !== hour.at && one.at >= keepFrom), hour]
  }
}

const oracle = aHost('free', {
  verdict: {
    name: 'seen',
    facts: healthyFacts(),
    score: { total: 0, parts: [] },
    problems: [],
    methods: [],
  },
})
const never = new AbortController().signal

test('keeps a week of hours, each with its samples', async () => {
  const shelf = new MemoryShelf()
  let wall = now
  let look = 0
  const watch = new IdleWatch(shelf, { monotonicMs: () => 0, wallMs: () => wall })
  const run = async () => {
    look++
    const stdout = JSON.stringify({
      cpuTicks: look * 1000,
      idleTicks: look * 950,
      networkBytes: look,
      uptimeMs: look * 1000,
      memoryTotal: 100,
      memoryAvailable: 90,
    })
    return { exitCode: 0, signal: null, stdout, stderr: '', durationMs: 1 }
  }
  for (; wall < now + keptMs + 2 * hourMs; wall += hourMs / 2) {
    await watch.sample(oracle, run, never)
  }
  expect({ hours: shelf.kept.length, last: shelf.kept.at(-1)?.samples }).toEqual({
    hours: 168,
    last: [
      { cpu: 5, network: 0, memory: 10 },
      { cpu: 5, network: 0, memory: 10 },
    ],
  })
  expect(watch.verdict(oracle)).toMatchObject({ near: true, p95: { cpu: 5 } })
})

test('looks at nothing that the rule does not concern', async () => {
  const watch = new IdleWatch(new MemoryShelf(), { monotonicMs: () => 0, wallMs: () => now })
  const refuses = () => Promise.reject(new Error('it was looked at'))
  const paid = { ...oracle, monthlyCost: 5 }
  const elsewhere = aHost('elsewhere')
  await watch.sample(paid, refuses, never)
  await watch.sample(elsewhere, refuses, never)
  expect([watch.verdict(paid), watch.verdict(elsewhere)]).toEqual([null, null])
})
