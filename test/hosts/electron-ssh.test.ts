import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { Secret } from '#main/base/secret'
import { publicLineOf } from '#main/provisioning/ssh/own-key'
import { http, postJson } from '../integration/http.ts'
import { temporaryFolder } from '../integration/processes.ts'
import { type OpenedApp, openApp } from './electron-app.ts'
import { type LabHost, openLab } from './lab.ts'

const runFile = promisify(execFile)
const house = new Cleanup()
afterAll(() => house.run())
const folder = temporaryFolder(house)

let app: OpenedApp
let host: LabHost

beforeAll(async () => {
  app = await openApp(house)
  host = await openLab(house).up('choosy')
  for (const [type, bits] of hostKeys) {
    await host.run(`ssh-keygen -q -t ${type} -b ${bits} -N '' -f /etc/ssh/own_${type}_${bits}`)
  }
})

const hostKeys = [
  ['ed25519', 256, 'ssh-ed25519'],
  ['ecdsa', 256, 'ecdsa-sha2-nistp256'],
  ['ecdsa', 384, 'ecdsa-sha2-nistp384'],
  ['ecdsa', 521, 'ecdsa-sha2-nistp521'],
  ['rsa', 3072, 'ssh-rsa'],
] as const

/** Replaces what was set before; so many starts in a row would else look like a crash. */
async function configure(...lines: readonly string[]): Promise<void> {
  const text = lines.join('\n')
  await host.run(`echo '${text}' > /etc/ssh/sshd_config.d/a-test.conf
    systemctl reset-failed ssh; systemctl restart ssh`)
}

/** What the app finds when it meets the host for the first time. */
async function firstLook(login: object = {}) {
  const id = await app.addHost(host, login)
  const { json } = await postJson(`${app.url}/api/hosts/discover`, { hosts: [id] })
  await http(`${app.url}/api/hosts/${id}`, { method: 'DELETE' })
  const [{ trust, verdict }] = json.hosts
  return {
    key: trust.key?.type,
    hostname: verdict.facts?.hostname,
    problem: verdict.state === 'unseen' ? verdict.problems[0] : null,
  }
}

test.each(hostKeys)(
  'BoringSSL knows a host by its %s key of %d bits',
  async (type, bits, shown) => {
    await configure(`HostKey /etc/ssh/own_${type}_${bits}`)
    expect(await firstLook()).toEqual({ key: shown, hostname: 'choosy', problem: null })
  },
)

test.each([
  ['Ciphers', 'aes128-gcm@openssh.com'],
  ['Ciphers', 'aes256-gcm@openssh.com'],
  ['Ciphers', 'aes128-ctr'],
  ['Ciphers', 'aes192-ctr'],
  ['Ciphers', 'aes256-ctr'],
  ['KexAlgorithms', 'curve25519-sha256'],
  ['KexAlgorithms', 'ecdh-sha2-nistp256'],
  ['KexAlgorithms', 'ecdh-sha2-nistp384'],
  ['KexAlgorithms', 'ecdh-sha2-nistp521'],
  ['KexAlgorithms', 'diffie-hellman-group14-sha256'],
])('reaches a host that takes nothing but %s %s', async (setting, name) => {
  await configure(`${setting} ${name}`)
  expect(await firstLook()).toEqual({ key: 'ssh-ed25519', hostname: 'choosy', problem: null })
})

test('a host that takes nothing but ChaCha20 is told apart, with what to change', async () => {
  await configure('Ciphers chacha20-poly1305@openssh.com')
  const { hostname, problem } = await firstLook()
  expect([hostname, problem]).toEqual([
    undefined,
    {
      code: 'host.no-common-algorithm',
      sentence: 'fault',
      facts: expect.objectContaining({ why: expect.objectContaining({ code: 'ciphers' }) }),
      warning: false,
      message: expect.stringContaining(
        'its ciphers are chacha20-poly1305@openssh.com; one of these is needed: aes128-gcm@openssh.com, aes256-gcm@openssh.com, aes128-ctr, aes192-ctr, aes256-ctr. Allow one by "Ciphers" in its sshd_config.',
      ),
      help: expect.any(String),
    },
  ])
})

const passphrase = 'open sesame'

test.each([
  ['Ed25519', ['-t', 'ed25519']],
  ['RSA', ['-t', 'rsa', '-b', '3072']],
  ['RSA as PEM', ['-t', 'rsa', '-b', '2048', '-m', 'PEM']],
  ['RSA in PKCS 8', ['-t', 'rsa', '-b', '2048', '-m', 'PKCS8']],
  ['ECDSA of 256 bits', ['-t', 'ecdsa', '-b', '256']],
  ['ECDSA of 384 bits in PKCS 8', ['-t', 'ecdsa', '-b', '384', '-m', 'PKCS8']],
  ['ECDSA of 521 bits as PEM', ['-t', 'ecdsa', '-b', '521', '-m', 'PEM']],
])('BoringSSL signs with a key: %s, with and without a passphrase', async (name, options) => {
  await configure()
  for (const words of ['', passphrase]) {
    const file = join(folder, `${name.replaceAll(' ', '-')}${words && '-sealed'}`)
    await runFile('ssh-keygen', ['-q', ...options, '-N', words, '-f', file])
    await allow(readFileSync(`${file}.pub`, 'utf8').trim())
    const auth = { private_key: readFileSync(file, 'utf8'), ...(words && { passphrase: words }) }
    const { hostname, problem } = await firstLook({ user: 'plain', auth })
    expect([words, hostname, problem]).toEqual([words, 'choosy', null])
  }
})

test('an Ed25519 key in PKCS 8, sealed by OpenSSL, is read too', async () => {
  const sealing = { cipher: 'aes-256-cbc', passphrase } as const
  const { privateKey } = generateKeyPairSync('ed25519')
  const plain = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const sealed = privateKey.export({ type: 'pkcs8', format: 'pem', ...sealing }).toString()
  await allow(publicLineOf(new Secret(plain)))
  const auth = { private_key: sealed, passphrase }
  expect(await firstLook({ user: 'plain', auth })).toMatchObject({ hostname: 'choosy' })
})

const allow = (line: string) => host.run(`echo '${line}' >> /home/plain/.ssh/authorized_keys`)
