import { expect, test } from 'vitest'
import type { StepRecord } from '#contract/model/deployment'
import { HostSession } from '#main/provisioning/deployments/host-session'
import { runPlan } from '#main/provisioning/deployments/run-plan'
import type { Step } from '#main/provisioning/step'
import { endless, lost, ScriptedHost, scriptedStep } from './scripted-host.ts'

/** One run over a host; a shelf of what became of each step. */
async function runOn(
  host: ScriptedHost,
  steps: readonly Step[],
  {
    putsBackAll = true,
    signal = new AbortController().signal,
    ending = new AbortController().signal,
  } = {},
) {
  const records = new Map<number, Partial<StepRecord>>()
  const told: string[] = []
  const session = new HostSession(
    host.host,
    { open: async () => host.open() },
    {
      write: () => {},
      progress: () => {},
      redact: text => text,
    },
  )
  host.ran.length = 0
  const end = await runPlan(
    {
      ...{ steps, session, putsBackAll, redact: text => text },
      reconnects: { firstMs: 1, mostMs: 1 },
      ending,
      watch: {
        step: (place, change) => records.set(place, { ...records.get(place), ...change }),
        recovering: () => told.push('recovering'),
        interrupts: async () => {
          told.push('interrupts')
        },
        outcome: async (step, outcome) => {
          told.push(`${step} ${outcome}`)
        },
      },
    },
    signal,
  )
  const states = steps.map((_, place) => {
    const { status = 'pending', changed = false } = records.get(place) ?? {}
    return changed ? `${status}, changed` : status
  })
  return { end, states, told, messages: [...records.values()].map(({ message }) => message) }
}

/** Of a step that ended so on `h`, as whoever says it in another language is told. */
const failedNote = (step: string, exitCode: number, said?: string) => ({
  code: 'fault',
  fault: {
    ...{ code: 'host.step-failed', host: 'h', step, facts: {} },
    detail: said === undefined ? `exit ${exitCode}` : `exit ${exitCode}: ${said}`,
    why: { code: 'exit', facts: { code: exitCode } },
    ...(said !== undefined && { said }),
  },
})

const abc = (host: ScriptedHost) => ['a', 'b', 'c'].map(name => scriptedStep(host, name))

test('looks, acts and proves step by step; the second time nothing changes', async () => {
  const host = new ScriptedHost('h')
  const first = await runOn(host, abc(host))
  const second = await runOn(host, abc(host))
  expect({ first, second, ran: host.ran, opened: host.opened }).toEqual({
    first: {
      end: { name: 'done', changed: 3 },
      states: ['done, changed', 'done, changed', 'done, changed'],
      told: ['interrupts', 'a done', 'b done', 'c done'],
      messages: ['made a', 'made b', 'made c'],
    },
    second: {
      end: { name: 'done', changed: 0 },
      states: ['done', 'done', 'done'],
      told: [],
      messages: ['a is there', 'b is there', 'c is there'],
    },
    ran: ['check a', 'check b', 'check c'],
    opened: 2,
  })
})

test('after a failure what changed is put back, the newest first, and the rest is skipped', async () => {
  const host = new ScriptedHost('h')
  host.done.add('a')
  host.next('verify c', () => ({ exitCode: 3, stderr: 'no answer\n' }))
  const steps = ['a', 'b', 'c', 'd'].map(name => scriptedStep(host, name))
  const run = await runOn(host, steps)
  expect({ ...run, ran: host.ran.slice(-2), done: [...host.done] }).toEqual({
    end: {
      ...{ name: 'failed', problem: '"c" failed on "h": exit 3: no answer' },
      says: [failedNote('c', 3, 'no answer')],
    },
    states: ['done', 'undone', 'failed', 'skipped'],
    told: ['interrupts', 'b done', 'c failed', 'recovering', 'c undone', 'b undone'],
    messages: ['a is there', 'made b', '"c" failed on "h": exit 3: no answer', undefined],
    ran: ['undo c', 'undo b'],
    done: ['a'],
  })
})

test('where earlier steps stay, only the one that failed is put back', async () => {
  const host = new ScriptedHost('h').next('do c', () => ({ exitCode: 1 }))
  const run = await runOn(host, abc(host), { putsBackAll: false })
  expect([run.states, [...host.done]]).toEqual([
    ['done, changed', 'done, changed', 'failed'],
    ['a', 'b'],
  ])
})

test('a step that failed before it changed anything is not put back', async () => {
  const host = new ScriptedHost('h').next('check a', () => ({ exitCode: 1 }))
  const run = await runOn(host, abc(host))
  expect([run.states, run.told, host.ran]).toEqual([
    ['failed', 'skipped', 'skipped'],
    [],
    ['check a'],
  ])
})

test('one that cannot be put back is said, and the others are put back all the same', async () => {
  const host = new ScriptedHost('h')
  host.next('do c', () => ({ exitCode: 1 })).next('undo b', () => ({ exitCode: 2 }))
  const run = await runOn(host, abc(host))
  expect([run.end, run.states, [...host.done]]).toEqual([
    {
      name: 'failed',
      problem: '"c" failed on "h": exit 1. Not put back: b ("b" failed on "h": exit 2).',
      says: [
        failedNote('c', 1),
        { code: 'not-put-back', facts: { step: 'b' } },
        failedNote('b', 2),
      ],
    },
    ['undone', 'done, changed', 'failed'],
    ['b'],
  ])
})

test('a lost connection is made anew and the step looks again before it acts', async () => {
  const host = new ScriptedHost('h')
  host.next('verify b', lost('h'), lost('h'))
  const run = await runOn(host, abc(host))
  expect([run.end, run.states, host.ran, host.opened]).toEqual([
    { name: 'done', changed: 3 },
    ['done, changed', 'done, changed', 'done, changed'],
    [
      ...['check a', 'do a', 'verify a', 'check b', 'do b', 'verify b'],
      ...['check b', 'check c', 'do c', 'verify c'],
    ],
    2,
  ])
})

test('a host that stays away for three new connections has failed, and nothing is put back', async () => {
  const host = new ScriptedHost('h')
  host.next('do b', lost('h'), lost('h'), lost('h'), lost('h'))
  const run = await runOn(host, abc(host))
  expect([run.end.name, run.states, run.told, host.opened, [...host.done]]).toEqual([
    'failed',
    ['done, changed', 'failed, changed', 'skipped'],
    ['interrupts', 'a done'],
    4,
    ['a'],
  ])
})

test('cancelled inside a step: what changed is put back, and the rest is cancelled', async () => {
  const host = new ScriptedHost('h')
  const stop = new AbortController()
  host.next('do b', signal => {
    setTimeout(() => stop.abort('cancelled'), 5)
    return endless(signal)
  })
  const run = await runOn(host, abc(host), { signal: stop.signal })
  expect([run.end, run.states, [...host.done]]).toEqual([
    {
      ...{ name: 'cancelled', problem: 'It was cancelled.' },
      says: [{ code: 'cancelled', facts: {} }],
    },
    ['undone', 'cancelled', 'cancelled'],
    [],
  ])
})

test('where the root node ends nothing is put back, as the next run goes on from there', async () => {
  const host = new ScriptedHost('h')
  const stop = new AbortController()
  host.next('do b', signal => {
    setTimeout(() => stop.abort('root-ended'), 5)
    return endless(signal)
  })
  const run = await runOn(host, abc(host), { signal: stop.signal })
  const again = await runOn(host, abc(host))
  expect([run.end.name, run.states, again.states]).toEqual([
    'cancelled',
    ['done, changed', 'cancelled, changed', 'cancelled'],
    ['done', 'done, changed', 'done, changed'],
  ])
})

test.each(['check', 'do', 'verify'])(
  'killed in "%s" of any step, the next run ends whole',
  async deed => {
    const plain = new ScriptedHost('plain')
    await runOn(plain, abc(plain))
    for (const name of ['a', 'b', 'c']) {
      const host = new ScriptedHost('h')
      const stop = new AbortController()
      host.next(`${deed} ${name}`, signal => {
        setTimeout(() => stop.abort('root-ended'), 1)
        return endless(signal)
      })
      await runOn(host, abc(host), { signal: stop.signal })
      const { end } = await runOn(host, abc(host))
      expect([end.name, [...host.done].sort()]).toEqual(['done', [...plain.done].sort()])
    }
  },
)

test('what serves is led away from before the first step that may stop it, once', async () => {
  const host = new ScriptedHost('h')
  const [a, b, c] = [
    scriptedStep(host, 'a', { interrupts: false }),
    scriptedStep(host, 'b'),
    scriptedStep(host, 'c'),
  ]
  const { told } = await runOn(host, [a, b, c])
  expect(told).toEqual(['a done', 'interrupts', 'b done', 'c done'])
})

test('what a host says moves no cursor, and has an end', async () => {
  const host = new ScriptedHost('h')
  host.next('do b', () => ({
    exitCode: 1,
    stderr: `\u001b[2J\u0007bad\u202e ${'x'.repeat(9_000)}`,
  }))
  const { end, messages } = await runOn(host, abc(host))
  const text = JSON.stringify([end, messages])
  expect(text).not.toMatch(/\\u00|\u202e/)
  expect(text.length).toBeLessThan(9_000)
})

test('a root node that ends does not wait until all is put back', async () => {
  const host = new ScriptedHost('h')
  host.next('do b', () => ({ exitCode: 1, stderr: 'no room' }))
  const ending = new AbortController()
  host.next('undo b', () => {
    ending.abort('root-ended')
    return { exitCode: 1, stderr: 'broken off' }
  })
  const { end } = await runOn(host, abc(host), { ending: ending.signal })
  expect(end).toMatchObject({ name: 'failed', problem: expect.stringContaining('Not put back: b') })
  expect(host.ran).not.toContain('undo a')
})
