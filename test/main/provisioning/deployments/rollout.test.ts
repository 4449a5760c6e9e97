import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HostId } from '#contract/ids'
import { deploymentActions, rolloutNames } from '#contract/model/deployment'
import { type RolloutWish, rolloutOf } from '#main/provisioning/deployments/rollout'
import { type HostEnd, runRollout } from '#main/provisioning/deployments/run-rollout'

const hosts = (count: number, more: { readonly isCritical?: boolean } = {}) =>
  Array.from({ length: count }, (_, place) => ({
    id: HostId.parse(`h${place}`),
    priority: place % 3,
    isCritical: more.isCritical ?? false,
  }))

const wish: RolloutWish = {
  action: 'provision',
  strategy: 'auto',
  batchSize: null,
  minReplicas: null,
}

const shape = (count: number, more: Partial<RolloutWish> = {}, isCritical = false) => {
  const { name, batches } = rolloutOf(hosts(count, { isCritical }), { ...wish, ...more })
  return [name, batches.map(batch => batch.length)]
}

test.each([
  ['two go at once', 2, {}, ['Parallel', [2]]],
  ['three: one, then the others in turn', 3, {}, ['Progressive', [1, 1, 1]]],
  ['ten: one, then in quarters', 10, {}, ['Progressive', [1, 3, 3, 3]]],
  ['eleven: by priority', 11, {}, ['Priority', [4, 4, 3]]],
  [
    'in batches of a size',
    7,
    { strategy: 'Progressive', batchSize: 4 },
    ['Progressive', [1, 4, 2]],
  ],
  [
    'by priority in batches of a size',
    7,
    { strategy: 'Priority', batchSize: 2 },
    ['Priority', [2, 1, 2, 2]],
  ],
  [
    'as many as have to serve first',
    5,
    { strategy: 'Redundant', minReplicas: 2 },
    ['Redundant', [2, 3]],
  ],
  [
    'never so many down that too few serve',
    5,
    { strategy: 'Redundant', minReplicas: 3, action: 'update' },
    ['Redundant', [2, 2, 1]],
  ],
  [
    'one at least is taken down, as nothing could be updated else',
    3,
    { strategy: 'Redundant', minReplicas: 9, action: 'update' },
    ['Redundant', [1, 1, 1]],
  ],
  ['what ends serving has nothing to wait for', 5, { action: 'uninstall' }, ['Parallel', [5]]],
  ['of one there is no other', 1, { strategy: 'Progressive' }, ['Progressive', [1]]],
] as const)('%s', (_, count, more, wanted) => {
  expect(shape(count, more)).toEqual(wanted)
})

test('critical hosts go redundantly', () => {
  expect(shape(4, {}, true)).toEqual(['Redundant', [2, 2]])
})

/** Runs a rollout whose hosts end as told; answers with what began, and what was skipped. */
async function run(
  count: number,
  more: Partial<RolloutWish>,
  ends: Readonly<Record<string, HostEnd>> = {},
  gate: string | null = null,
) {
  const rollout = rolloutOf(hosts(count), { ...wish, ...more })
  const began: string[] = []
  const skipped: string[] = []
  const gates: string[][] = []
  let running = 0
  let most = 0
  await runRollout(
    rollout,
    {
      async run(id) {
        began.push(id)
        most = Math.max(most, ++running)
        await new Promise(resolve => setTimeout(resolve, 1))
        running--
        return ends[id] ?? 'Success'
      },
      async gate(ids) {
        gates.push([...ids])
        return gate === null ? null : { problem: gate, says: [] }
      },
      skip: (id, { problem }) => skipped.push(`${id} ${problem}`),
    },
    new AbortController().signal,
  )
  return { began, skipped, gates, most }
}

test('the first has to stay well before the others begin', async () => {
  expect(await run(4, {}, {}, 'Skipped: h0 did not stay well.')).toEqual({
    began: ['h0'],
    skipped: ['h1', 'h2', 'h3'].map(id => `${id} Skipped: h0 did not stay well.`),
    gates: [['h0']],
    most: 1,
  })
})

test('step by step it ends at a batch with a failure, and needs no gate for that', async () => {
  const late = await run(6, { strategy: 'Progressive' }, { h1: 'Failed' })
  const early = await run(3, {}, { h0: 'Failed' })
  expect([late.began, late.skipped.length, early.began, early.gates]).toEqual([
    ['h0', 'h1', 'h2'],
    3,
    ['h0'],
    [],
  ])
})

test('all at once goes on whatever fails, at most thirty at a time', async () => {
  const { began, most } = await run(50, { strategy: 'Parallel' }, { h0: 'Failed', h1: 'Failed' })
  expect([began.length, most]).toEqual([50, 30])
})

test('redundantly it goes on while as many as have to serve can be had', async () => {
  const enough = await run(
    5,
    { strategy: 'Redundant', minReplicas: 3 },
    { h0: 'Failed', h3: 'Failed' },
  )
  const tooFew = await run(
    5,
    { strategy: 'Redundant', minReplicas: 4 },
    { h0: 'Failed', h1: 'Failed' },
  )
  expect([enough.began.length, tooFew.began.length, tooFew.skipped]).toEqual([
    5,
    4,
    ['h4 Skipped: 2 failed, and 4 have to serve.'],
  ])
})

test('each that failed is one fewer that may be down', async () => {
  const redundant = { strategy: 'Redundant', minReplicas: 3, action: 'update' } as const
  const { began, most } = await run(6, redundant, { h0: 'Failed', h1: 'Failed' })
  const stopped = await run(6, redundant, { h0: 'Failed', h1: 'Failed', h3: 'Failed' })
  expect([began.length, most, stopped.began.length, stopped.skipped.length]).toEqual([6, 3, 4, 2])
})

const anEnd = fc.constantFrom<HostEnd>('Success', 'Partial', 'Failed', 'Cancelled')

test('whatever happens, each host is run or skipped, once, and enough go on serving', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 20 }),
      fc.record({
        strategy: fc.constantFrom(...rolloutNames, 'auto' as const),
        action: fc.constantFrom(...deploymentActions),
        batchSize: fc.option(fc.integer({ min: 1, max: 8 })),
        minReplicas: fc.option(fc.integer({ min: 1, max: 12 })),
      }),
      fc.array(anEnd, { minLength: 20, maxLength: 20 }),
      fc.option(fc.constant('Skipped.')),
      async (count, asked, ends, gate) => {
        const rollout = rolloutOf(hosts(count), asked)
        const seen: string[] = []
        let [down, failed] = [0, 0]
        await runRollout(
          rollout,
          {
            async run(id) {
              seen.push(id)
              down++
              if (rollout.keepsServing) {
                expect(count - down - failed).toBeGreaterThanOrEqual(rollout.mustServe)
              }
              await Promise.resolve()
              down--
              const end = ends[Number(id.slice(1))] ?? 'Success'
              if (end === 'Failed') failed++
              return end
            },
            gate: async () => (gate === null ? null : { problem: gate, says: [] }),
            skip: id => seen.push(id),
          },
          new AbortController().signal,
        )
        expect(seen.sort()).toEqual(
          hosts(count)
            .map(({ id }) => String(id))
            .sort(),
        )
      },
    ),
    { numRuns: 200 },
  )
})
