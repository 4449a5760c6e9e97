import { expect, test } from 'vitest'
import { type Route, RouteTable } from '#main/gateway/route'

const route = (method: Route['method'], path: string): Route => ({
  method,
  path,
  access: 'owner',
  handle() {},
})
const table = new RouteTable([
  route('GET', '/api/apps'),
  route('GET', '/api/apps/*'),
  route('DELETE', '/api/apps/*'),
  route('POST', '/api/apps/*/key'),
  route('GET', '/api/apps/*/log'),
])

const found = (method: string, path: string) => {
  const result = table.find(method, path)
  if (result.kind === 'route') return result.route.path
  return result.kind === 'unknown' ? 'unknown' : result.allow.join(' ')
}

test('finds whole paths, paths below one, and paths with a segment left open', () => {
  expect([
    found('GET', '/api/apps'),
    found('HEAD', '/api/apps/a/b'),
    found('POST', '/api/apps/a/key'),
    found('GET', '/api/apps/a/log'),
    found('POST', '/api/apps/a'),
    found('POST', '/api/apps/a/b/key'),
    found('GET', '/api/apps/'),
    found('GET', '/apixapps/a'),
  ]).toEqual([
    '/api/apps',
    '/api/apps/*',
    '/api/apps/*/key',
    '/api/apps/*/log',
    'GET HEAD DELETE',
    'GET HEAD DELETE',
    'unknown',
    'unknown',
  ])
})
