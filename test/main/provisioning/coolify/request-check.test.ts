import { expect, test } from 'vitest'
import { knownGaps } from '#test/fakes/coolify/known-gaps'
import { violationsOf } from '#test/fakes/coolify/request-check'

const request = (method: string, path: string, body?: unknown, query = '') => ({
  ...{ method, path, body },
  query: new URLSearchParams(query),
  contentType: body === undefined ? null : 'application/json',
})

test.each([
  [request('GET', '/nothing'), 'GET /nothing is not in the document'],
  [request('GET', '/deploy'), 'GET /deploy is not in the document'],
  [request('GET', '/teams/mine'), 'GET /teams/{id}: id=mine is not allowed'],
  [request('POST', '/deploy', undefined, 'id=1'), 'POST /deploy: id=1 is not allowed'],
  [request('POST', '/deploy', undefined, 'force=maybe'), 'force=maybe is not allowed'],
  [request('POST', '/servers', { port: '22' }), '#/port'],
  [request('POST', '/servers', { address: 'x' }), 'the field address is not in the document'],
  [request('POST', '/security/keys', { name: 'x' }), 'private_key'],
  [request('PATCH', '/applications/a/envs/bulk', { data: [{ is_new: 1 }] }), 'is_new'],
  [request('GET', '/servers', {}), 'it takes no body'],
])('finds what the document does not allow in %j', (seen, problem) => {
  expect(violationsOf(seen).join(' ')).toContain(problem)
})

test.each([
  request('GET', '/teams/current'),
  request('PATCH', '/applications/a', { health_check_type: 'cmd', docker_registry_image_tag: '1' }),
  request('POST', '/deploy', undefined, 'uuid=a&force=false'),
])('lets through what is known to be taken: %j', seen => {
  expect(violationsOf(seen)).toEqual([])
})

test('every gap says why', () => {
  expect(knownGaps.filter(({ reason }) => reason.length < 5)).toEqual([])
})
