import { expect, test } from 'vitest'
import { spokenProtocol } from '#contract/wire/protocol'
import { refusedHeader } from '#contract/wire/signature'
import { readHealth } from '#main/fleet/health-report'

const answer = (body: object, status = 200, headers = {}) =>
  readHealth({ status, headers, body: Buffer.from(JSON.stringify(body)) })

const { oldest, newest } = spokenProtocol
const brief = { status: 'healthy', banyan: 'worker', version: '9.0.0' }

test('a protocol too far away is told before anything else that cannot be read', () => {
  const outdated = (kind: string, speaks: number, needed: number) => ({
    kind: 'refused',
    reason: { kind, speaks, needed },
  })
  const newer = { ...brief, protocol: newest + 2 }
  expect([
    answer({ ...newer, oldest_protocol: newest + 1 }),
    answer({ ...newer, shape: 'of another time' }),
    answer({ ...newer, error: { message: 'update' } }, 409, { [refusedHeader]: 'protocol' }),
    answer({ ...brief, protocol: oldest - 1 }),
  ]).toEqual([
    outdated('root-outdated', newest, newest + 1),
    outdated('root-outdated', newest, newest + 2),
    outdated('root-outdated', newest, newest + 2),
    outdated('worker-outdated', oldest - 1, oldest),
  ])
})

test('a newer worker that still understands us is used', () => {
  const health = {
    ...{ ...brief, protocol: newest + 5, oldest_protocol: oldest },
    ...{ worker_id: 'w', uptime_seconds: 1, in_flight: 0, max_concurrent_requests: 5, weight: 1 },
    ...{ default_model: 'm', providers: [], and_more: true },
  }
  expect(answer(health)).toMatchObject({ kind: 'banyan', version: '9.0.0' })
})

test('a refusal in words of its own, the brief form, and what is none of ours', () => {
  const told = { error: { message: 'The clocks differ.' } }
  expect([
    answer(told, 401, { [refusedHeader]: 'signature' }),
    answer({ ...brief, protocol: newest }),
    answer({ status: 'ok' }),
  ]).toEqual([
    { kind: 'refused', reason: { kind: 'told', text: 'The clocks differ.' } },
    { kind: 'refused', reason: { kind: 'secret-differs' } },
    null,
  ])
})
