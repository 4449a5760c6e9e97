import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Secret } from '#main/base/secret'
import { OpenedKeys } from '#main/provisioning/ssh/opened-keys'

const folder = mkdtempSync(join(tmpdir(), 'opened-keys-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = join(folder, 'key')
execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'opens it', '-a', '16', '-f', file])
const key = new Secret(readFileSync(file, 'utf8'))

test('a key behind a passphrase is opened once', () => {
  const keys = new OpenedKeys()
  const passphrase = new Secret('opens it')
  const opened = keys.read('h', key, passphrase)
  expect(keys.read('h', new Secret(key.reveal()), new Secret(passphrase.reveal()))).toBe(opened)
  expect(() => keys.read('h', key, new Secret('another'))).toThrow('passphrase does not open it')
  expect(() => keys.read('h', key, null)).toThrow('its passphrase is needed')
})

test('a key that would hold up everything for long is refused before it is opened', () => {
  const bytes = Buffer.from(key.reveal().replaceAll(/-----.*-----|\n/g, ''), 'base64')
  const at = bytes.indexOf(Buffer.from([0, 0, 0, 16, 0, 0, 0, 1]))
  bytes.writeUInt32BE(0x7fff_ffff, at)
  const marks = (word: string) => `-----${word} OPENSSH PRIVATE KEY-----`
  const endless = new Secret(`${marks('BEGIN')}\n${bytes.toString('base64')}\n${marks('END')}\n`)
  expect(() => new OpenedKeys().read('h', endless, new Secret('opens it'))).toThrow(
    'turned over 2147483647 times',
  )
})
