import { expect, test } from 'vitest'
import { WorkerId } from '#contract/ids'
import { languages } from '#contract/model/language'
import { openTranslation } from '#renderer/i18n/translate'
import { remedies, remedyByCode, remedyFor } from '#renderer/screens/requests/remedy'
import { whyFailed } from '#renderer/screens/requests/why-failed'
import { aWorker } from '../../snapshot.ts'
import { aFailedAttempt, aRequest } from './a-request.ts'

const nothing = { events: [], hosts: [], workers: [] }

for (const language of languages) {
  test(`every fault has a remedy that is said in ${language}`, async () => {
    const { t } = await openTranslation(language)
    const texts = Object.values(remedyByCode).map(remedy => t(`requests.why.remedy.${remedy}`))
    expect(texts.filter(text => text === '' || text.startsWith('requests.'))).toEqual([])
    const all = remedies.map(remedy => t(`requests.why.remedy.${remedy}`))
    expect(new Set(all).size).toBe(remedies.length)
  })
}

test.each([
  [401, 'Incorrect API key provided', 'key'],
  [429, 'You exceeded your current quota', 'quota'],
  [429, 'Rate limit reached', 'rate'],
  [404, 'The model does not exist', 'model'],
  [400, 'This model’s maximum context length is 8192 tokens', 'context'],
  [400, 'API key not valid', 'key'],
  [400, 'messages: field required', 'said'],
  [503, 'overloaded', 'provider'],
] as const)(
  'a provider that refuses with %i and “%s” is told from others',
  (status, said, remedy) => {
    expect(remedyFor('provider.refused', status, said)).toBe(remedy)
  },
)

const event = (seq: number, type: string, subject: string) => ({
  ...{ seq, type, subject, data: {} },
  at: '2026-11-22T03:00:00.000Z',
})

test('a code that a newer root node tells is explained by its status', () => {
  expect(remedyFor('worker.bewitched', 502, '')).toBe('provider')
})

test('joins the attempts, its worker then and now, its host and what happened then', () => {
  const away = aWorker('old-1', {
    phase: { name: 'offline', since: 0, reason: { kind: 'silent' }, retryAt: null },
  })
  const host = {
    ...{ id: 'h1', name: 'oracle-1', installed: { worker_id: 'old-1' } },
    verdict: {
      problems: [{ code: 'x', warning: false, message: 'Disk full.', help: 'Free some.' }],
    },
  }
  const worker_then = {
    ...{ cpu_usage: 12, memory_usage: 97, disk_usage: null },
    ...{ in_flight: 3, slots: 4 },
  }
  const attempt = aFailedAttempt('old-1', { worker_then })
  const why = whyFailed(aRequest({ attempts_detail: [attempt] }), {
    workers: [away],
    // Sound: only this much of a host is looked at.
    hosts: [host as never],
    events: [
      event(1, 'node.offline', 'old-1'),
      event(2, 'node.offline', 'another'),
      event(3, 'root.running', 'root'),
      event(4, 'node.bewitched', 'old-1'),
    ],
  })
  expect(why).toEqual({
    remedy: 'unreachable',
    workerId: WorkerId.parse('old-1'),
    workerThen: worker_then,
    said: null,
    models: [],
    actions: [{ kind: 'host', hostId: 'h1', hostName: 'oracle-1' }, { kind: 'workers' }],
    phase: 'offline',
    problems: [{ code: 'x', warning: false, message: 'Disk full.', help: 'Free some.' }],
    events: [event(1, 'node.offline', 'old-1'), event(3, 'root.running', 'root')],
  })
})

test('an unknown model is answered with names that are like it', () => {
  const request = aRequest({
    error_code: 'model.unknown',
    model_asked: 'gpt5',
    status: 404,
    worker_id: null,
  })
  const workers = [aWorker('w', { models: ['gpt-5', 'qwen3'] })]
  const events = [event(3, 'root.running', 'root')]
  expect(whyFailed(request, { ...nothing, workers, events })).toMatchObject({
    remedy: 'model',
    models: ['gpt-5'],
    // What happened at the time has nothing to do with it.
    events: [],
  })
})

test('of what went well at once there is nothing to explain', () => {
  const served = aRequest({ outcome: 'served', error_code: null, status: 200 })
  expect(whyFailed(served, nothing)).toBeNull()
  const rescued = { ...served, attempts_detail: [aFailedAttempt('old-1')] }
  expect(whyFailed(rescued, nothing)?.remedy).toBe('unreachable')
})
