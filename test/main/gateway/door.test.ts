import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { Secret } from '#main/base/secret'
import { Door } from '#main/gateway/door'
import type { RouteAccess } from '#main/gateway/route'

const secret = new Secret('0123456789abcdef')

function refusal(bind: string, headers: Record<string, string>, access: RouteAccess = 'owner') {
  // Sound: the door looks at the headers and at nothing else.
  const request = { headers } as unknown as IncomingMessage
  return new Door({ host: bind, secret }).refusal(request, access)?.code ?? null
}

test.each([
  ['localhost:3000', null],
  ['127.0.0.1:3000', null],
  ['[::1]:3000', null],
  ['LOCALHOST', null],
  ['evil.example:3000', 'request.forbidden'],
  ['127.0.0.1.evil.example', 'request.forbidden'],
  ['', 'request.forbidden'],
])('on loopback, a Host of %s is answered with %s', (host, expected) => {
  expect(refusal('127.0.0.1', { host })).toBe(expected)
})

test.each([
  ['http://127.0.0.1:3000', null],
  ['http://evil.example', 'request.forbidden'],
  ['http://127.0.0.1:3001', 'request.forbidden'],
  ['https://127.0.0.1:3000', 'request.forbidden'],
  ['null', 'request.forbidden'],
])('a page of %s is answered with %s', (origin, expected) => {
  expect(refusal('127.0.0.1', { host: '127.0.0.1:3000', origin })).toBe(expected)
})

test('past loopback the root secret opens the door, and nothing else does', () => {
  const host = '192.168.1.9:3000'
  const said = (authorization: string) => refusal('0.0.0.0', { host, authorization })
  expect([
    refusal('0.0.0.0', { host }),
    said('Bearer wrong'),
    said('Bearer 0123456789abcdef'),
    refusal('0.0.0.0', { host }, 'anyone'),
  ]).toEqual(['secret.required', 'secret.required', null, null])
})
