import { expect, test } from 'vitest'
import { WorkerId } from '#contract/ids'
import { capabilityNames } from '#contract/wire/capability'
import { FleetWorker } from '#main/fleet/fleet-worker'
import type { HealthReport } from '#main/fleet/health-report'

type Report = Exclude<HealthReport, { kind: 'refused' }>

function workerThatSays(report: Report | null): FleetWorker {
  const id = WorkerId.parse('w')
  const worker = new FleetWorker(
    { id, name: 'w', origin: 'environment', transport: 'http', hostName: null },
    () => {},
  )
  if (report) worker.takeReport(report, 0)
  return worker
}

const ours = (providers: Extract<Report, { kind: 'banyan' }>['providers']): Report => ({
  kind: 'banyan',
  name: 'w',
  isDraining: false,
  version: '1.0.0',
  slots: 5,
  weight: 1,
  priority: 0,
  role: 'worker',
  vitals: null,
  providers,
  models: providers.flatMap(provider => provider.models),
  defaultModel: null,
})

const abilities = (worker: FleetWorker, model: string | null) =>
  capabilityNames.filter(capability => worker.can(capability, model))

test('a worker can do with each model what it says', () => {
  const worker = workerThatSays(
    ours([
      {
        name: 'openai',
        models: ['c', 'e'],
        capabilities: { chat: ['c'], embeddings: ['e'] },
        problem: null,
      },
    ]),
  )
  expect([null, 'c', 'e', 'other'].map(model => abilities(worker, model))).toEqual([
    ['chat', 'embeddings'],
    ['chat'],
    ['embeddings'],
    [],
  ])
})

test('a worker that does not say what its models can do is an older one, and chats', () => {
  const worker = workerThatSays(ours([{ name: 'openai', models: ['c'], problem: null }]))
  expect([abilities(worker, null), abilities(worker, 'c')]).toEqual([['chat'], ['chat']])
})

test('a worker whose models are not known may chat', () => {
  expect(abilities(workerThatSays(ours([])), null)).toEqual(['chat'])
})

test('of a plain server the names tell, and each request is given a model for it', () => {
  const models = ['nomic-embed-text:latest', 'llama3.2:latest']
  const worker = workerThatSays({ kind: 'plain', models })
  expect({
    able: models.map(model => abilities(worker, model)),
    bare: abilities(worker, 'nomic-embed-text'),
    named: capabilityNames.map(capability => worker.modelToName(capability)),
  }).toEqual({
    able: [['embeddings'], ['chat', 'embeddings']],
    bare: ['embeddings'],
    named: ['llama3.2:latest', 'nomic-embed-text:latest', null],
  })
})

test('one that is being stopped gets nothing new, whatever it still says, and keeps its connections', async () => {
  let isClosed = false
  const wire = {
    send: () => ({ abort() {}, pause() {}, resume() {} }),
    async close() {
      isClosed = true
    },
  }
  const worker = workerThatSays(null)
  await worker.moveTo('http://127.0.0.1:1', wire)
  worker.takeReport(ours([]), 1)
  expect(worker.isReady).toBe(true)
  worker.leave(null, 2)
  worker.takeReport(ours([]), 3)
  expect([worker.isReady, worker.isStarting, isClosed]).toEqual([false, true, false])
  worker.leave({ kind: 'stopped' }, 4)
  expect(worker.phase).toMatchObject({ name: 'offline', reason: { kind: 'stopped' } })

  await worker.moveTo('http://127.0.0.1:2', wire)
  worker.takeReport(ours([]), 5)
  expect([worker.isReady, isClosed]).toEqual([true, true])
})
