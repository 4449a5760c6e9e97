import { beforeEach, expect, test } from 'vitest'
import { WorkerId } from '#contract/ids'
import type { Worker } from '#contract/model/worker'
import { appFamilies } from '#main/observe/app-families'
import { AppFigures } from '#main/observe/app-figures'
import { Exposition } from '#main/observe/exposition'
import { fleetFamilies } from '#main/observe/fleet-families'
import { requestFamilies } from '#main/observe/request-families'
import { RequestFigures } from '#main/observe/request-figures'
import { rootFamilies } from '#main/observe/root-families'
import {
  complaintsAbout,
  readPrometheusText,
  type TextFamily,
} from '../../fakes/prometheus-text.ts'
import { canHavePromtool, promtool } from '../../fakes/promtool.ts'
import { anEntry, aRecord } from './a-record.ts'

const aWorker = (id: string): Worker => ({
  id: WorkerId.parse(id),
  name: id,
  origin: 'environment',
  transport: 'http',
  hostName: null,
  url: `http://${id}`,
  phase: { name: 'healthy', since: 0 },
  version: null,
  slots: 4,
  weight: 1,
  priority: 0,
  role: 'worker',
  vitals: null,
  providers: [],
  models: ['m'],
  defaultModel: null,
  load: { inFlight: 1, served: 2, failed: 3, latencyMs: 500, firstTokenMs: null },
})

const ballots = {
  runs: 3,
  agreed: 2,
  early_stops: 1,
  by_worker: [{ id: 'w1', votes: 3, dissents: 1, invalid: 2 }],
}

let requests: RequestFigures
let apps: AppFigures
beforeEach(() => {
  requests = new RequestFigures()
  apps = new AppFigures()
})

const exposition = new Exposition()
const textOf = (workers: readonly Worker[]) =>
  exposition.text([
    ...requestFamilies(requests),
    ...appFamilies(apps),
    ...fleetFamilies({ workers: () => workers, openBreakersOf: () => ['m'] }),
    ...rootFamilies({
      version: '1.2.3',
      inFlight: () => 7,
      waiting: () => 5,
      writesWaiting: () => 4,
      ballots: () => ballots,
    }),
  ])

function sampleValue(families: readonly TextFamily[], name: string, labels: object = {}): number {
  const samples = families.flatMap(family => family.samples).filter(sample => sample.name === name)
  const found = samples.filter(sample =>
    Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  )
  if (found.length !== 1) throw new Error(`${found.length} of ${name} ${JSON.stringify(labels)}`)
  return found[0]?.value ?? Number.NaN
}

test('says of requests, apps, workers and votes what was counted', async () => {
  requests.record(
    aRecord({ latencyMs: 250, firstTokenMs: 90, isStream: true, attempts: 3, rescues: 1 }),
  )
  requests.record(aRecord({ latencyMs: 125, firstTokenMs: 125, isStream: false }))
  requests.record(aRecord({ outcome: 'failed', fault: { code: 'worker.cut' }, tokens: null }))
  requests.record(aRecord({ status: 400, tokens: null }))
  apps.record(anEntry({ costUsd: 0.25 }))
  apps.record(anEntry({ outcome: 'refused', tokens: null, costUsd: null }))
  const families = readPrometheusText(await textOf([aWorker('w1'), aWorker('w2')]))
  const value = (name: string, labels: object = {}) => sampleValue(families, name, labels)
  const chat = { gen_ai_operation_name: 'chat', gen_ai_request_model: 'm' }
  const cut = { ...chat, error_type: 'worker.cut' }
  const refused = { ...chat, error_type: 'provider.refused' }
  const duration = 'gen_ai_server_request_duration_seconds'
  expect({
    upTo320: value(`${duration}_bucket`, {
      ...chat,
      le: '0.32',
      banyan_worker: undefined,
      error_type: undefined,
    }),
    sum: value(`${duration}_sum`, { ...chat, error_type: undefined }),
    cut: value(`${duration}_count`, cut),
    refused: value(`${duration}_count`, refused),
    firstTokens: value('gen_ai_server_time_to_first_token_seconds_count'),
    input: value('gen_ai_client_token_usage_sum', { gen_ai_token_type: 'input' }),
    output: value('gen_ai_client_token_usage_sum', { gen_ai_token_type: 'output' }),
    served: value('banyan_requests_total', { banyan_worker: 'w1', outcome: 'served' }),
    failed: value('banyan_requests_total', { banyan_worker: 'w1', outcome: 'failed' }),
    retries: value('banyan_retries_total', chat),
    rescues: value('banyan_rescues_total', chat),
    healthy: value('banyan_workers', { state: 'healthy' }),
    attempts: value('banyan_worker_attempts_total', { banyan_worker: 'w2', outcome: 'failed' }),
    latency: value('banyan_worker_latency_seconds', { banyan_worker: 'w2' }),
    breakers: value('banyan_worker_open_breakers', { banyan_worker: 'w2' }),
    dollars: value('banyan_app_cost_dollars_total', { banyan_app: 'a1' }),
    turnedAway: value('banyan_app_requests_total', { banyan_app: 'a1', outcome: 'refused' }),
    writes: value('banyan_database_writes_waiting'),
    agreed: value('banyan_votes_total', { banyan_worker: 'w1', verdict: 'agreed' }),
    build: value('banyan_build_info', { version: '1.2.3' }),
  }).toEqual({
    upTo320: 2,
    sum: 0.375,
    cut: 1,
    refused: 1,
    firstTokens: 1,
    input: 20,
    output: 10,
    served: 2,
    failed: 2,
    retries: 2,
    rescues: 1,
    healthy: 2,
    attempts: 3,
    latency: 0.5,
    breakers: 1,
    dollars: 0.25,
    turnedAway: 1,
    writes: 4,
    agreed: 2,
    build: 1,
  })
})

test('keeps to the rules of names and histograms, with whatever a model is called', async () => {
  for (const model of ['m', 'a "quoted" one', 'back\\slash', 'two\nlines', '榕树:7b']) {
    requests.record(aRecord({ model, isStream: true }))
    requests.record(aRecord({ model, outcome: 'cancelled', fault: { code: 'request.cancelled' } }))
  }
  apps.record(anEntry())
  const text = await textOf([aWorker('w1')])
  expect(complaintsAbout(readPrometheusText(text))).toEqual([])
})

test.runIf(canHavePromtool)('passes promtool check metrics', async () => {
  requests.record(aRecord({ isStream: true, attempts: 2, rescues: 1 }))
  apps.record(anEntry())
  expect(promtool(['check', 'metrics'], await textOf([aWorker('w1')]))).toBe('')
})

test('names that no worker had, and more than there is room for, count as other', async () => {
  requests.record(aRecord({ model: 'made-up', workerId: null, outcome: 'failed' }))
  for (let index = 0; index < 2_000; index++) {
    requests.record(aRecord({ model: `m${index}`, workerId: `w${index}`, isStream: true }))
    apps.record(anEntry({ appId: `app${index}` }))
  }
  const text = await textOf([])
  const samples = readPrometheusText(text).flatMap(family => family.samples)
  const named = (label: string) => new Set(samples.map(({ labels }) => labels[label]))
  expect(named('gen_ai_request_model')).not.toContain('made-up')
  expect(named('gen_ai_request_model')).toContain('other')
  expect(named('gen_ai_request_model').size).toBeLessThanOrEqual(103)
  expect(named('banyan_worker').size).toBeLessThanOrEqual(502)
  expect(named('banyan_app').size).toBeLessThanOrEqual(102)
  const count = (name: string) =>
    samples.filter(sample => sample.name === name).reduce((sum, { value }) => sum + value, 0)
  expect(count('banyan_requests_total')).toBe(2_001)
  expect(count('gen_ai_server_request_duration_seconds_count')).toBe(2_001)
})

test('a scrape with 200 workers takes milliseconds', async () => {
  const workers = Array.from({ length: 200 }, (_, index) => aWorker(`worker-${index}`))
  for (const [index, { id }] of workers.entries()) {
    requests.record(aRecord({ workerId: id, model: `model-${index % 10}`, isStream: true }))
  }
  await textOf(workers)
  const took: number[] = []
  for (let round = 0; round < 10; round++) {
    const began = performance.now()
    await textOf(workers)
    took.push(performance.now() - began)
  }
  expect(Math.min(...took)).toBeLessThan(25)
})
