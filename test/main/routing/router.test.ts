import { expect, test } from 'vitest'
import { WorkerId } from '#contract/ids'
import { content, said, send, unreachable } from './a-routed-request.ts'
import { answers, breaks, FakeFleet, FakeWorker, hangs, refuses, streams } from './fake-fleet.ts'

test('hands on the answer of the worker that was picked', async () => {
  const { done, records } = send(new FakeFleet(new FakeWorker('a', answers('hello'))))
  expect(await done).toEqual({
    status: 200,
    workerId: 'a',
    attempts: 1,
    text: said('hello'),
    fault: null,
  })
  expect(records).toMatchObject([{ outcome: 'served', workerId: 'a', attempts: 1, status: 200 }])
})

test.each([
  ['a connection that is refused', breaks(unreachable)],
  ['a 500', refuses(500)],
  ['a 429', refuses(429, { 'retry-after': '7' })],
  ['a 503', refuses(503)],
  ['a refused signature', refuses(401, { 'x-banyan-refused': 'signature' })],
])('after %s, another worker answers and the client notices nothing', async (_name, act) => {
  const fleet = new FakeFleet(new FakeWorker('a', act), new FakeWorker('b', answers('hello')))
  const { done } = send(fleet)
  expect(await done).toEqual({
    status: 200,
    workerId: 'b',
    attempts: 2,
    text: said('hello'),
    fault: null,
  })
  expect(fleet.workers.map(worker => worker.inFlight)).toEqual([0, 0])
})

test('a whole answer that breaks off in its middle is asked for elsewhere', async () => {
  const half = new FakeWorker('a', sink => {
    sink.onHead(200, {})
    sink.onData(Buffer.from('{"half":'))
    sink.onFault({ code: 'worker.cut', workerId: WorkerId.parse('a') })
  })
  const { done } = send(new FakeFleet(half, new FakeWorker('b', answers('whole'))))
  expect(await done).toMatchObject({ workerId: 'b', text: said('whole') })
})

test('a 400 is the request’s own fault and is not tried elsewhere', async () => {
  const second = new FakeWorker('b', answers('never'))
  const { done } = send(new FakeFleet(new FakeWorker('a', refuses(400)), second))
  expect(await done).toMatchObject({ status: 400, workerId: 'a', attempts: 1 })
  expect(second.bodies).toEqual([])
})

test('when every worker fails, the client hears the last one’s own words', async () => {
  const { done, records } = send(
    new FakeFleet(new FakeWorker('a', refuses(500)), new FakeWorker('b', refuses(503))),
  )
  expect(await done).toMatchObject({
    status: 503,
    attempts: 2,
    text: '{"error":{"message":"no 503"}}',
  })
  expect(records).toMatchObject([{ outcome: 'failed', attempts: 2, status: 503 }])
})

test('stops after the retries that are allowed', async () => {
  const workers = ['a', 'b', 'c', 'd'].map(id => new FakeWorker(id, refuses(500)))
  const { done } = send(new FakeFleet(...workers), { maxRetries: 1 })
  expect(await done).toMatchObject({ attempts: 2 })
})

test('the only worker gets a second chance after its connection was reset', async () => {
  const fleet = new FakeFleet(new FakeWorker('a', breaks(unreachable), answers('hello')))
  const { done } = send(fleet)
  expect(await done).toMatchObject({ workerId: 'a', attempts: 2, text: said('hello') })
  expect(fleet.suspected).toEqual(['a'])
})

test('a silent worker is not asked a second time', async () => {
  const worker = new FakeWorker(
    'a',
    breaks({ code: 'worker.silent', workerId: WorkerId.parse('a'), withinMs: 5 }),
  )
  const { done } = send(new FakeFleet(worker))
  expect(await done).toMatchObject({ fault: 'worker.silent', attempts: 1 })
})

test('waits for a worker that is starting again, and asks it at its new address', async () => {
  const worker = new FakeWorker('a', breaks(unreachable))
  const fleet = new FakeFleet(worker)
  fleet.suspect = () => {
    worker.isReady = false
    worker.isStarting = true
    worker.wire = null
  }
  const { done } = send(fleet)
  await new Promise(resolve => setTimeout(resolve, 5))
  worker.wire = worker.play(answers('back'))
  worker.isStarting = false
  worker.isReady = true
  fleet.change()
  expect(await done).toMatchObject({ workerId: 'a', attempts: 2, text: said('back') })
})

test('a stream that ends without its mark is not presented as whole', async () => {
  const { done } = send(new FakeFleet(new FakeWorker('a', streams(content))), { isStream: true })
  expect(await done).toMatchObject({ status: 200, text: content, fault: 'worker.cut' })
})

test('a stream whose mark comes in two pieces is whole', async () => {
  const worker = new FakeWorker('a', streams(content, 'data: [DO', 'NE]\n\n'))
  const { done } = send(new FakeFleet(worker), { isStream: true })
  expect(await done).toMatchObject({ fault: null, text: `${content}data: [DONE]\n\n` })
})

test('a stream that fails before its first byte goes on at another worker', async () => {
  const first = new FakeWorker('a', sink => {
    sink.onHead(200, {})
    sink.onFault({ code: 'worker.cut', workerId: WorkerId.parse('a') })
  })
  const { done } = send(new FakeFleet(first, new FakeWorker('b', streams('data: [DONE]\n\n'))), {
    isStream: true,
  })
  expect(await done).toMatchObject({ workerId: 'b', fault: null })
})

test('waits while all slots are taken, and goes on when one comes free', async () => {
  const worker = new FakeWorker('a', answers('x'))
  worker.slots = 1
  const lease = worker.load.take()
  const fleet = new FakeFleet(worker)
  const { done } = send(fleet)
  lease.release('served')
  fleet.change()
  expect(await done).toMatchObject({ status: 200 })
})

test('says that all are busy when no slot came free in time', async () => {
  const worker = new FakeWorker('a', answers('x'))
  worker.slots = 0
  expect(await send(new FakeFleet(worker), { timeoutMs: 10 }).done).toMatchObject({
    fault: 'fleet.busy',
  })
})

test('a client that leaves ends the attempt and frees its slot, once', async () => {
  const worker = new FakeWorker('a', hangs)
  const { exchange, records } = send(new FakeFleet(worker))
  await Promise.resolve()
  exchange.abort()
  exchange.abort()
  expect({ inFlight: worker.inFlight, aborts: worker.aborts }).toEqual({ inFlight: 0, aborts: 1 })
  expect(records.map(record => record.outcome)).toEqual(['cancelled'])
})

test('closing ends what is under way with a fault that says so', async () => {
  const { done, router } = send(new FakeFleet(new FakeWorker('a', hangs)))
  await Promise.resolve()
  router.close()
  expect(await done).toMatchObject({ fault: 'root.stopping' })
  expect(router.inFlight).toBe(0)
})
