import { expect, test } from 'vitest'
import type { Capability } from '#contract/wire/capability'
import type { Steering } from '#main/routing/routed-request'
import type { Router, RouterOptions } from '#main/routing/router'
import { aRouter } from './a-router.ts'
import { answers, FakeFleet, FakeWorker, refuses } from './fake-fleet.ts'

const unsteered: Steering = {
  strategy: null,
  pin: null,
  prefer: null,
  session: null,
  onCut: null,
}

interface Wanted {
  readonly model?: string | null
  readonly capability?: Capability
}

interface Answer {
  readonly workerId: string | null
  readonly status: number | null
  readonly fault: string | null
  readonly strategy: string | null
}

function ask(
  router: Router,
  { model = null, capability = 'chat', ...steering }: Partial<Steering> & Wanted = {},
): Promise<Answer> {
  return new Promise(resolve => {
    let told: Answer = { workerId: null, status: null, fault: null, strategy: null }
    router.route(
      {
        requestId: 'r',
        capability,
        model,
        isStream: false,
        body: named => Buffer.from(named ?? 'as it came'),
        timeoutMs: null,
        steering: { ...unsteered, ...steering },
      },
      {
        onHead({ workerId, status, strategy }) {
          told = { ...told, workerId, status, strategy }
        },
        onData: () => true,
        onEnd: () => resolve(told),
        onFault: fault => resolve({ ...told, fault: fault.code }),
      },
    )
  })
}

function worker(id: string, models: readonly string[], act = answers(id)): FakeWorker {
  const made = new FakeWorker(id, act)
  made.models = models
  return made
}

const routerOf = (workers: readonly FakeWorker[], options: Partial<RouterOptions> = {}) =>
  aRouter({ fleet: new FakeFleet(...workers), ...options })

const chain = new Map([['gpt-4o', ['gpt-4o', 'gemini-2.5-flash', 'local']]])

test('a chain goes on to the next model when the first fails, and names it', async () => {
  const openai = worker('a', ['gpt-4o'], refuses(500))
  const gemini = worker('b', ['gemini-2.5-flash'])
  const answer = await ask(routerOf([openai, gemini], { aliases: chain }), { model: 'gpt-4o' })
  expect([answer.workerId, openai.bodies[0], gemini.bodies]).toEqual([
    'b',
    'as it came',
    ['gemini-2.5-flash'],
  ])
})

test('a chain passes over models that nobody offers, and an alias need not be a model', async () => {
  const local = worker('a', ['local'])
  const aliases = new Map([...chain, ['clever', ['nobody-has-it', 'local']]])
  const router = routerOf([local], { aliases })
  expect([
    (await ask(router, { model: 'gpt-4o' })).workerId,
    (await ask(router, { model: 'clever' })).workerId,
    local.bodies,
  ]).toEqual(['a', 'a', ['local', 'local']])
})

test('what is too long for a model goes to the next one, and not to the same model elsewhere', async () => {
  const tooLong = (sink: Parameters<ReturnType<typeof answers>>[0]) => {
    sink.onHead(400, {})
    sink.onData(Buffer.from('{"error":{"code":"context_length_exceeded"}}'))
    sink.onEnd()
  }
  const [first, same] = [worker('a', ['gpt-4o'], tooLong), worker('b', ['gpt-4o'], tooLong)]
  const larger = worker('c', ['gemini-2.5-flash'])
  const all = [first, same, larger]
  const chained = await ask(routerOf(all, { aliases: chain }), { model: 'gpt-4o' })
  const alone = await ask(routerOf(all), { model: 'gpt-4o' })
  expect([chained.workerId, alone.status, first.bodies.length + same.bodies.length]).toEqual([
    'c',
    400,
    2,
  ])
})

test('a worker that asked to wait is left alone, and then the client is told how long', async () => {
  const busy = worker('a', ['m'], refuses(429, { 'retry-after': '7' }))
  const other = worker('b', ['m'])
  const both = routerOf([busy, other])
  for (let count = 0; count < 5; count++) await ask(both, { model: 'm' })
  const alone = routerOf([busy])
  const first = await ask(alone, { model: 'm' })
  const second = await ask(alone, { model: 'm' })
  expect([other.bodies.length, busy.bodies.length, first.status, second.fault]).toEqual([
    5,
    2,
    429,
    'fleet.cooling',
  ])
})

test('a short cool-down is waited for', async () => {
  const busy = new FakeWorker('a', refuses(429, { 'retry-after-ms': '40' }), answers('x'))
  const router = routerOf([busy])
  expect((await ask(router)).status).toBe(200)
})

test('a worker that fails fast gets no more traffic after five faults', async () => {
  const [bad, good] = [worker('a', ['m'], refuses(500)), worker('b', ['m'])]
  const router = routerOf([bad, good], { strategy: 'least-connections' })
  for (let count = 0; count < 200; count++) {
    expect((await ask(router, { model: 'm' })).workerId).toBe('b')
  }
  expect(bad.bodies.length).toBe(5)
  expect(router.openBreakersOf('a')).toEqual(['m'])
})

test('the demo does not make vectors where a real worker is up that cannot', async () => {
  const real = worker('a', ['m'])
  const demo = worker('demo', ['d'])
  Object.assign(demo, { isDemo: true, capabilities: ['chat', 'embeddings'] })
  const router = routerOf([real, demo])
  const asking = () => ask(router, { capability: 'embeddings' })
  const before = await asking()
  real.isReady = false
  expect([before.fault, (await asking()).workerId]).toEqual(['capability.missing', 'demo'])
})

test('a worker that was down begins anew when it is back', async () => {
  const [bad, good] = [worker('a', ['m'], refuses(500)), worker('b', ['m'])]
  const fleet = new FakeFleet(bad, good)
  const router = aRouter({ fleet })
  for (let count = 0; count < 20; count++) await ask(router, { model: 'm' })
  const before = router.openBreakersOf('a')
  bad.isReady = false
  fleet.change()
  bad.isReady = true
  fleet.change()
  expect([before, router.openBreakersOf('a')]).toEqual([['m'], []])
})

test('the only worker is asked though its breaker is open', async () => {
  const only = worker('a', ['m'], refuses(500))
  const router = routerOf([only])
  for (let count = 0; count < 5; count++) await ask(router, { model: 'm' })
  only.wire = only.play(answers('back'))
  expect((await ask(router, { model: 'm' })).status).toBe(200)
})

test('a pinned worker answers or nobody does; a preferred one answers if it can', async () => {
  const workers = ['a', 'b', 'c'].map(id => worker(id, ['m']))
  const [, b, c] = workers
  if (b) b.url = 'http://10.0.0.2:3001'
  const router = routerOf(workers)
  const byId = await ask(router, { pin: 'c' })
  const byUrl = await ask(router, { pin: 'http://10.0.0.2:3001/' })
  const preferred = await ask(router, { prefer: 'c' })
  if (c) c.isReady = false
  expect([
    byId.workerId,
    byUrl.workerId,
    preferred.workerId,
    (await ask(router, { pin: 'c', model: 'm' })).fault,
    (await ask(router, { pin: 'nobody' })).fault,
    (await ask(router, { prefer: 'c' })).status,
  ]).toEqual(['c', 'b', 'c', 'model.unavailable', 'worker.unknown', 200])
})

test('a session stays with its worker as long as that can serve', async () => {
  const workers = ['a', 'b', 'c'].map(id => worker(id, ['m']))
  const router = routerOf(workers)
  const first = (await ask(router, { session: '会话' })).workerId
  const again = await Promise.all([1, 2, 3].map(() => ask(router, { session: '会话' })))
  const place = workers.find(({ id }) => id === first)
  if (place) place.isReady = false
  const moved = (await ask(router, { session: '会话' })).workerId
  const stays = (await ask(router, { session: '会话' })).workerId
  expect(again.map(({ workerId }) => workerId)).toEqual([first, first, first])
  expect([moved === first, stays]).toEqual([false, moved])
})

test('the strategy is the request’s, else the model’s, else everybody’s', async () => {
  const router = routerOf([worker('a', ['m', 'n'])], {
    modelStrategies: new Map([['n', 'fastest']]),
  })
  const told = await Promise.all([
    ask(router, { model: 'n', strategy: 'deterministic' }),
    ask(router, { model: 'n' }),
    ask(router, { model: 'm' }),
  ])
  expect(told.map(({ strategy }) => strategy)).toEqual(['deterministic', 'fastest', 'round-robin'])
})
