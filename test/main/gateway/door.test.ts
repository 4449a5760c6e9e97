import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { Door } from '#main/gateway/door'
import type { RouteAccess } from '#main/gateway/route'

interface Asking {
  readonly bind?: string
  readonly always?: boolean
  readonly method?: string
  readonly access?: RouteAccess
  readonly headers: Readonly<Record<string, string>>
}

function refusal({
  bind = '127.0.0.1',
  always = false,
  method = 'GET',
  access = 'owner',
  headers,
}: Asking) {
  // Sound: the door looks at the method and the headers and at nothing else.
  const request = { method, headers } as unknown as IncomingMessage
  const door = new Door({
    host: bind,
    names: ['banyan.home'],
    asksOwnersAlways: always,
    isListedOrigin: origin => origin === 'https://chat.example',
    secretRefusal: ({ headers: { authorization } }) =>
      authorization === 'Bearer right' ? null : { code: 'secret.required' },
    isSigned: ({ headers: { authorization } }) => authorization?.startsWith('Banyan ') ?? false,
    appKey: () => null,
  })
  return door.refusal(request, access)?.code ?? null
}

test.each([
  ['localhost:3000', null],
  ['127.0.0.1:3000', null],
  ['[::1]:3000', null],
  ['LOCALHOST', null],
  ['banyan.home:3000', null],
  ['evil.example:3000', 'request.forbidden'],
  ['127.0.0.1.evil.example', 'request.forbidden'],
  ['192.168.1.9:3000', 'request.forbidden'],
  ['localhost.', 'request.forbidden'],
  ['x@127.0.0.1', 'request.forbidden'],
  ['', 'request.forbidden'],
])('on loopback, a Host of %s is answered with %s', (host, expected) => {
  expect(refusal({ headers: { host } })).toBe(expected)
})

test.each([
  ['192.168.1.9:3000', null],
  ['[fe80::1]:3000', null],
  ['banyan.home', null],
  ['evil.example:3000', 'request.forbidden'],
])('past loopback, a Host of %s is answered with %s', (host, expected) => {
  expect(refusal({ bind: '0.0.0.0', access: 'anyone', headers: { host } })).toBe(expected)
})

test.each([
  ['http://127.0.0.1:3000', null],
  ['https://chat.example', null],
  ['http://evil.example', 'request.forbidden'],
  ['http://127.0.0.1:3001', 'request.forbidden'],
  ['https://127.0.0.1:3000', 'request.forbidden'],
  ['null', 'request.forbidden'],
  ['', 'request.forbidden'],
])('a page of %s is answered with %s', (origin, expected) => {
  const headers = { host: '127.0.0.1:3000', origin }
  expect(refusal({ access: 'app', headers })).toBe(expected)
})

test.each([
  ['POST', 'cross-site', 'request.forbidden'],
  ['POST', 'same-site', 'request.forbidden'],
  ['POST', 'same-origin', null],
  ['POST', 'none', null],
  ['GET', 'cross-site', null],
])(
  'a %s that a browser calls %s, without an Origin, is answered with %s',
  (method, site, expected) => {
    const headers = { host: '127.0.0.1:3000', 'sec-fetch-site': site }
    expect(refusal({ method, headers })).toBe(expected)
  },
)

test('past loopback the root secret opens the door, and nothing else does', () => {
  const bind = '0.0.0.0'
  const host = '192.168.1.9:3000'
  expect([
    refusal({ bind, headers: { host } }),
    refusal({ bind, headers: { host, authorization: 'Bearer wrong' } }),
    refusal({ bind, headers: { host, authorization: 'Bearer right' } }),
    refusal({ bind, access: 'anyone', headers: { host } }),
  ]).toEqual(['secret.required', 'secret.required', null, null])
})

test('a listed page needs the root secret for what is the owner’s, on loopback too', () => {
  const headers = { host: '127.0.0.1:3000', origin: 'https://chat.example' }
  expect([
    refusal({ headers }),
    refusal({ headers: { ...headers, authorization: 'Bearer right' } }),
    refusal({ access: 'app', headers }),
  ]).toEqual(['secret.required', null, null])
})

test.each<[string, RouteAccess, string | null]>([
  ['127.0.0.1', 'node', null],
  ['0.0.0.0', 'node', 'secret.required'],
])('bound to %s, an unsigned request to a route for %ss gets %s', (bind, access, expected) => {
  expect(refusal({ bind, access, method: 'POST', headers: { host: '127.0.0.1' } })).toBe(expected)
})

test('a signature opens the routes for nodes, which look into it, and no others', () => {
  const headers = { host: '127.0.0.1', authorization: 'Banyan k=1' }
  const opened = (['node', 'owner', 'app'] as const).map(access =>
    refusal({ bind: '0.0.0.0', access, method: 'POST', headers }),
  )
  expect(opened).toEqual([null, 'secret.required', 'secret.required'])
})

test('on loopback the owner is asked for the secret where that is wished, and apps are not', () => {
  const host = 'localhost:3000'
  const ask = (access: RouteAccess, authorization?: string) =>
    refusal({
      always: true,
      access,
      headers: { host, ...(authorization ? { authorization } : {}) },
    })
  expect([ask('owner'), ask('owner', 'Bearer right'), ask('app'), ask('anyone')]).toEqual([
    'secret.required',
    null,
    null,
    null,
  ])
})
