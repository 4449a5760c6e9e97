import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { Secret } from '#main/base/secret'
import { SecretGuard } from '#main/gateway/secret-guard'

let now = 0
function ask(guard: SecretGuard, address: string, authorization?: string) {
  // Sound: the guard looks at the address and this one header.
  const request = { headers: { authorization }, socket: { remoteAddress: address } }
  return guard.refusal(request as unknown as IncomingMessage)
}
const newGuard = () => new SecretGuard(new Secret('0123456789abcdef'), () => now)
const right = 'Bearer 0123456789abcdef'
const required = { code: 'secret.required' }

test('lets the root secret in, and nothing like it', () => {
  const guard = newGuard()
  const given = [right, 'bearer 0123456789abcdef', 'Bearer 0123456789abcde', 'Basic x', undefined]
  expect(given.map(authorization => ask(guard, 'a', authorization))).toEqual([
    null,
    null,
    required,
    required,
    required,
  ])
})

test('an address that guessed ten times is not listened to until its minute is over', () => {
  const guard = newGuard()
  for (let count = 0; count < 10; count++) ask(guard, '2001:db8:1:2::1', 'Bearer guess')
  now = 20_000
  const locked = { code: 'request.too-many', retryAfterSeconds: 40 }
  expect(ask(guard, '2001:db8:1:2:ffff::9', right)).toMatchObject(locked)
  expect(ask(guard, '2001:db8:1:3::1', right)).toBeNull()
  now = 60_000
  expect(ask(guard, '2001:db8:1:2::1', right)).toBeNull()
})

test('asking without a secret is no guess', () => {
  const guard = newGuard()
  for (let count = 0; count < 20; count++) ask(guard, 'a')
  expect(ask(guard, 'a', right)).toBeNull()
})
