import { expect, test } from 'vitest'
import type { Capability } from '#contract/wire/capability'
import { said, send } from './a-routed-request.ts'
import { answers, FakeFleet, FakeWorker, hangs, refuses } from './fake-fleet.ts'

test('a model that nobody offers is unknown; one whose worker is down is unavailable', async () => {
  const down = new FakeWorker('b', hangs)
  down.isReady = false
  down.models = ['big']
  const fleet = new FakeFleet(new FakeWorker('a', answers('x')), down)
  expect(await send(fleet, { model: 'none' }).done).toMatchObject({ fault: 'model.unknown' })
  expect(await send(fleet, { model: 'big' }).done).toMatchObject({ fault: 'model.unavailable' })
})

test('with no model named, the demo answers only when nobody else can', async () => {
  const demo = new FakeWorker('demo', answers('demo'))
  demo.isDemo = true
  const real = new FakeWorker('real', answers('real'))
  const fleet = new FakeFleet(demo, real)
  expect(await send(fleet).done).toMatchObject({ workerId: 'real' })
  real.isReady = false
  expect(await send(fleet).done).toMatchObject({ workerId: 'demo' })
})

test('the demo does not cover up a real worker that fails', async () => {
  const demo = new FakeWorker('demo', answers('demo'))
  demo.isDemo = true
  const { done } = send(new FakeFleet(demo, new FakeWorker('real', refuses(500))))
  expect(await done).toMatchObject({ status: 500, workerId: 'real', attempts: 2 })
})

test('a worker that cannot choose for itself is told its first model', async () => {
  const plain = new FakeWorker('a', answers('x'))
  plain.ownModel = 'llama'
  await send(new FakeFleet(plain)).done
  expect(plain.bodies).toEqual(['llama'])
})

test('a request goes where its kind can be done, at the path for it', async () => {
  const chats = new FakeWorker('a', answers('never'))
  const embeds = new FakeWorker('b', answers('vectors'))
  embeds.capabilities = ['embeddings']
  const { done } = send(new FakeFleet(chats, embeds), { capability: 'embeddings', model: 'm' })
  expect(await done).toMatchObject({ workerId: 'b', text: said('vectors') })
  expect([chats.paths, embeds.paths]).toEqual([[], ['/v1/embeddings']])
})

test('pictures are asked for elsewhere too when a worker fails', async () => {
  const [first, second] = [new FakeWorker('a', refuses(503)), new FakeWorker('b', answers('drawn'))]
  for (const worker of [first, second]) worker.capabilities = ['images']
  const { done } = send(new FakeFleet(first, second), { capability: 'images' })
  expect(await done).toMatchObject({ workerId: 'b', attempts: 2 })
  expect(second.paths).toEqual(['/v1/images/generations'])
})

test('what no worker can do with the model is told apart from what none offers', async () => {
  const chats = new FakeWorker('a', answers('never'))
  const embeds = new FakeWorker('b', answers('never'))
  embeds.capabilities = ['embeddings']
  embeds.models = ['e']
  const fleet = new FakeFleet(chats, embeds)
  const faultFor = async (model: string | null, capability: Capability) =>
    (await send(fleet, { capability, ...(model ? { model } : {}) }).done).fault
  const before = [
    await faultFor('m', 'embeddings'),
    await faultFor('e', 'chat'),
    await faultFor(null, 'images'),
    await faultFor('other', 'embeddings'),
  ]
  embeds.isReady = false
  expect([...before, await faultFor('e', 'embeddings')]).toEqual([
    'capability.missing',
    'capability.missing',
    'capability.missing',
    'model.unknown',
    'model.unavailable',
  ])
})
