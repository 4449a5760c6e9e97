import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import { Secret } from '#main/base/secret'
import { generateOwnKey, publicLineOf } from '#main/provisioning/ssh/own-key'
import { readPrivateKey } from '#main/provisioning/ssh/private-key'

const folder = mkdtempSync(join(tmpdir(), 'keys-'))
afterAll(() => rmSync(folder, { recursive: true }))

let made = 0
/** A key as ssh-keygen makes it, with its public half. */
function keygen(...options: readonly string[]) {
  const file = join(folder, `key${made++}`)
  // One round of key derivation is enough here; the usual number takes ssh2 a fifth of a second.
  const args = ['-q', '-a', '1', '-N', '', '-C', 'it is I', '-f', file, ...options]
  execFileSync('ssh-keygen', args, { stdio: 'ignore' })
  return {
    file,
    privateKey: new Secret(readFileSync(file, 'utf8')),
    publicKey: readFileSync(`${file}.pub`, 'utf8').split(' ').slice(0, 2).join(' '),
  }
}

const publicOf = (key: Secret, passphrase: Secret | null = null) =>
  publicLineOf(key, passphrase).split(' ').slice(0, 2).join(' ')

function faultOf(text: string, passphrase: Secret | null = null) {
  try {
    readPrivateKey('h', new Secret(text), passphrase)
  } catch (error) {
    if (error instanceof FaultError) return error.fault
  }
  throw new Error('a fault was expected')
}

test.each([
  ['Ed25519', ['-t', 'ed25519']],
  ['RSA', ['-t', 'rsa', '-b', '1024']],
  ['RSA as PEM', ['-t', 'rsa', '-b', '1024', '-m', 'PEM']],
  ['RSA as PKCS 8', ['-t', 'rsa', '-b', '1024', '-m', 'PKCS8']],
  ['ECDSA P-256', ['-t', 'ecdsa', '-b', '256']],
  ['ECDSA P-384 as PEM', ['-t', 'ecdsa', '-b', '384', '-m', 'PEM']],
  ['ECDSA P-521 as PKCS 8', ['-t', 'ecdsa', '-b', '521', '-m', 'PKCS8']],
  ['Ed25519 with a passphrase', ['-t', 'ed25519', '-N', 'open sesame']],
  ['RSA as PEM with a passphrase', ['-t', 'rsa', '-b', '1024', '-m', 'PEM', '-N', 'open sesame']],
  [
    'RSA as PKCS 8 with a passphrase',
    ['-t', 'rsa', '-b', '1024', '-m', 'PKCS8', '-N', 'open sesame'],
  ],
])('reads %s', (_name, options) => {
  const { privateKey, publicKey } = keygen(...options)
  const passphrase = options.includes('-N') ? new Secret('open sesame') : null
  expect(publicOf(privateKey, passphrase)).toBe(publicKey)
})

test('reads an Ed25519 key of openssl, with the line ends of Windows', () => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = pkcs8(privateKey).replaceAll('\n', '\r\n')
  expect(publicOf(new Secret(`\uFEFF${pem}\r\n`))).toMatch(/^ssh-ed25519 AAAAC3/)
})

test('a key of our own is one that OpenSSH reads, and its comment stays on its line', () => {
  const { privateKey, publicLine, fingerprint } = generateOwnKey('banyan\nssh-ed25519 evil')
  const file = join(folder, 'own')
  writeFileSync(file, privateKey.reveal(), { mode: 0o600 })
  const run = (...args: readonly string[]) => execFileSync('ssh-keygen', args).toString().trim()
  expect([run('-y', '-f', file), run('-l', '-f', file).split(' ')[1]]).toEqual([
    publicLine,
    fingerprint,
  ])
  expect(publicLine).toMatch(/^ssh-ed25519 \S+ banyan ssh-ed25519 evil$/)
})

test('asks for a passphrase, and tells a wrong one from none', () => {
  const forms = [
    ['-t', 'ed25519'],
    ['-t', 'rsa', '-b', '1024', '-m', 'PEM'],
    ['-t', 'ecdsa', '-m', 'PKCS8'],
  ]
  const keys = forms.map(form => keygen(...form, '-N', 'right').privateKey.reveal())
  const wrong = {
    ...{ code: 'host.key-unreadable', detail: 'the passphrase does not open it.' },
    why: { code: 'wrong-passphrase', facts: {} },
  }
  expect(keys.map(key => faultOf(key))).toEqual(
    keys.map(() => ({ code: 'host.key-needs-passphrase', host: 'h' })),
  )
  expect(keys.map(key => faultOf(key, new Secret('wrong')))).toEqual(keys.map(() => wrong))
})

test('says what is wrong with what is no private key', () => {
  const { privateKey, publicKey } = keygen('-t', 'ed25519')
  const text = privateKey.reveal()
  const details = [
    '',
    publicKey,
    'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none',
    'hunter2',
    text.slice(0, 200),
    text.replace(/\n.{20}/, '\nAAAA'),
    pkcs8(generateKeyPairSync('x25519').privateKey),
  ].map(given => {
    const fault = faultOf(given)
    return fault.code === 'host.key-unreadable' ? fault.detail : fault.code
  })
  expect(details).toEqual([
    'it is empty.',
    'it is the public half. Give the file of the same name without ".pub".',
    'it is in the form of PuTTY. Open it in PuTTYgen, choose Conversions, Export OpenSSH key, and give that file.',
    'it is no private key: that begins with -----BEGIN … PRIVATE KEY-----.',
    'its end is missing; copy it whole.',
    expect.stringMatching(/^it is damaged or of an unknown kind/),
    'keys of type x25519 are not for SSH; a new one is made by: ssh-keygen -t ed25519',
  ])
})

const pkcs8 = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString()
