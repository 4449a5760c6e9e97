import { expect, test } from 'vitest'
import { Heartbeats } from '#main/fleet/heartbeats'
import { Standing } from '#main/fleet/standing'
import { HandClock } from './hand-clock.ts'

const calm = { cpu_usage: 20, memory_usage: 40, disk_usage: 10 }

/** A worker that answers when it is looked at, with its standing as the fleet would know it. */
class Judged {
  readonly standing = new Standing()

  constructor() {
    this.standing.take({ look: { kind: 'up', isDraining: false } }, 0)
  }

  get phase(): string {
    const { phase } = this.standing
    return phase.name === 'offline' ? `offline: ${phase.reason.kind}` : phase.name
  }

  takePulse(pulse: 'good' | 'suspect' | 'lost', isStrained: boolean, now: number): boolean {
    return this.standing.take({ pulse, isStrained }, now)
  }
}

function watched({ lostAfterMs = 60_000, intervalMs = 5_000 } = {}) {
  const clock = new HandClock()
  const worker = new Judged()
  const told: string[] = []
  const heartbeats = new Heartbeats<Judged>({
    clock,
    lostAfterMs,
    onPhase: ({ phase }) => told.push(phase),
    onSilence: () => told.push('looked at'),
    onWake: () => told.push('all looked at'),
  })
  const beat = (vitals = calm) => heartbeats.beat(worker, vitals, intervalMs)
  /** In steps as short as the timer's. */
  const pass = (ms: number) => {
    for (let left = ms; left > 0; left -= 250) {
      clock.pass(Math.min(250, left))
      heartbeats.tick()
    }
  }
  beat()
  return { clock, worker, told, heartbeats, beat, pass }
}

test('three missed heartbeats make a worker suspect, 60 s of silence offline, two good ones bring it back', () => {
  const { worker, told, beat, pass } = watched()
  const phases = [worker.phase]
  for (const ms of [16_000, 500, 43_000, 1_000]) {
    pass(ms)
    phases.push(worker.phase)
  }
  beat()
  phases.push(worker.phase)
  beat()
  phases.push(worker.phase)
  expect(phases).toEqual([
    'healthy',
    'healthy',
    'suspect',
    'suspect',
    'offline: no-heartbeat',
    'offline: no-heartbeat',
    'healthy',
  ])
  expect(told).toEqual(['looked at', 'suspect', 'looked at', 'offline: no-heartbeat', 'healthy'])
})

test('one that is rarely heard of is not given up before four heartbeats are missing', () => {
  const { worker, pass } = watched({ intervalMs: 60_000 })
  pass(190_000)
  const early = worker.phase
  pass(10_000)
  const later = worker.phase
  pass(60_000)
  expect([early, later, worker.phase]).toEqual(['healthy', 'suspect', 'offline: no-heartbeat'])
})

test('of two heartbeats with a long silence between them, the first does not count', () => {
  const { worker, beat, pass } = watched()
  pass(20_000)
  beat()
  pass(20_000)
  beat()
  const alone = worker.phase
  pass(5_000)
  beat()
  expect([alone, worker.phase]).toEqual(['suspect', 'healthy'])
})

test.each([
  ['cpu_usage', 90, 'healthy'],
  ['cpu_usage', 90.1, 'degraded'],
  ['memory_usage', 97, 'degraded'],
  ['disk_usage', 99, 'healthy'],
])('%s of %d %% makes a worker %s', (name, value, phase) => {
  const { worker, beat } = watched()
  beat({ ...calm, [name]: value })
  expect(worker.phase).toBe(phase)
})

test('a worker that was out of memory is well after two heartbeats with room to spare', () => {
  const { worker, beat } = watched()
  beat({ ...calm, memory_usage: 95 })
  beat()
  const first = worker.phase
  beat()
  expect([first, worker.phase]).toEqual(['degraded', 'healthy'])
})

test.each([[3_600_000], [-3_600_000]])('a clock that jumps by %d ms condemns nobody', byMs => {
  const { clock, worker, told, heartbeats, pass } = watched()
  pass(10_000)
  clock.setWall(byMs)
  heartbeats.tick()
  pass(10_000)
  expect({ phase: worker.phase, told }).toEqual({ phase: 'healthy', told: ['all looked at'] })
})

test.each([
  ['stood still meanwhile', (clock: HandClock) => clock.setWall(8 * 3_600_000)],
  ['went on meanwhile', (clock: HandClock) => clock.pass(8 * 3_600_000)],
])(
  'after a sleep, where the monotonic clock %s, all are looked at before one is judged',
  (_how, sleep) => {
    const { clock, worker, told, heartbeats, pass } = watched()
    sleep(clock)
    heartbeats.tick()
    const awake = worker.phase
    pass(17_000)
    expect({ awake, told, later: worker.phase }).toEqual({
      awake: 'healthy',
      told: ['all looked at', 'looked at', 'suspect'],
      later: 'suspect',
    })
  },
)

test('one that is gone is not judged', () => {
  const { worker, told, heartbeats, pass } = watched()
  heartbeats.forget(worker)
  pass(90_000)
  expect(told).toEqual([])
})
