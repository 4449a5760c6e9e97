import { expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import { HostId } from '#contract/ids'
import { connectFailure, isPassing, type Stage } from '#main/provisioning/ssh/connect-failure'
import type { Greeting } from '#main/provisioning/ssh/first-bytes'

const place = { hostId: HostId.parse('h'), host: 'h', address: '192.0.2.1', port: 22, via: null }
const silent: Greeting = { words: '', server: null, offer: null }

function failed(stage: Stage, error: object, greeting = silent) {
  const failure = connectFailure(place, stage, Object.assign(new Error('x'), error), greeting)
  const { fault } = failure
  return [fault.code, 'detail' in fault ? fault.detail : '', isPassing(failure)]
}

test('says what the network, the cloud and the server each do, and whether to try again', () => {
  const timeout = { level: 'client-timeout' }
  const server = { ...silent, server: 'SSH-2.0-x' }
  const banned = { ...silent, words: 'Not allowed at this time' }
  const code = 'host.unreachable'
  const says = (words: string) => expect.stringContaining(words)
  expect([
    failed('dialling', { code: 'ECONNREFUSED' }),
    failed('dialling', { code: 'EHOSTUNREACH' }),
    failed('dialling', timeout),
    failed('greeting', timeout),
    failed('agreeing', timeout, server),
    failed('logging-in', timeout, server),
    failed('greeting', { code: 'ECONNRESET' }),
    failed('greeting', { message: 'Connection lost before handshake' }, banned),
    failed('logging-in', { message: 'too\u001b[31m many\nthings' }, server),
  ]).toEqual([
    [code, says('nothing listens there'), true],
    [code, says('no way to it'), true],
    [code, says('security list'), true],
    [code, says('no SSH server speaks'), true],
    [code, says('MTU'), true],
    [code, says('does not decide'), true],
    [code, says('hung up in the middle'), true],
    [code, says('said "Not allowed at this time" and hung up'), false],
    [code, '192.0.2.1:22: too [31m many things.', false],
  ])
})

test('names the algorithms where there is none in common', () => {
  const offer = { kex: ['k'], hostKeys: ['ssh-dss'], ciphers: ['chacha20'], macs: ['m'] }
  const greeting = { ...silent, server: 'SSH-2.0-x', offer }
  const failedFor = (what: string) =>
    failed('agreeing', { message: `Handshake failed: no matching ${what}` }, greeting)
  const code = 'host.no-common-algorithm'
  expect(['C->S cipher', 'host key format', 'C->S MAC'].map(failedFor)).toEqual([
    [code, expect.stringMatching(/^its ciphers are chacha20; one of these.*"Ciphers"/), false],
    [code, expect.stringMatching(/^its host keys are ssh-dss; one of these/), false],
    [code, 'they share no C->S MAC.', false],
  ])
})

test('refusals are never tried again', () => {
  const refused = {
    code: 'host.auth-refused',
    host: 'h',
    user: 'u',
    tried: [],
    offered: [],
  } as const
  expect([new FaultError(refused), new Error('a bug'), null].map(isPassing)).toEqual([
    false,
    false,
    false,
  ])
})
