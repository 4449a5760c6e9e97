import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Secret } from '#main/base/secret'
import { readHostKey } from '#main/provisioning/ssh/open-ssh'
import { generateOwnKey } from '#main/provisioning/ssh/own-key'
import type { LabHost } from './lab.ts'
import {
  a,
  b,
  configure,
  faultOf,
  folder,
  house,
  keyOf,
  never,
  open,
  runFile,
  targetOf,
  whoAmI,
} from './ssh-house.ts'

/** How often the host was asked to let somebody in, since the last time. */
async function attempts(host: LabHost): Promise<readonly string[]> {
  const text = await host.run(
    'journalctl -u ssh -o cat --no-pager; journalctl --rotate -q; journalctl --vacuum-time=1s -q 2>/dev/null',
  )
  return text.split('\n').flatMap(line => /^(Failed|Accepted) [\w/-]+ for/.exec(line)?.[0] ?? [])
}

test('nothing is sent to a host whose key is not known, or another', async () => {
  await attempts(a)
  const key = keyOf(a)
  const other = keyOf(b)
  expect(await readHostKey(targetOf(a), never)).toEqual(key)
  expect(await faultOf(open(a, { pinned: null }))).toEqual({
    code: 'host.untrusted',
    host: 'a',
    key,
  })
  expect(await faultOf(open(a, { pinned: other }))).toEqual({
    code: 'host.key-changed',
    host: 'a',
    pinned: other,
    offered: key,
  })
  const shown = (
    await runFile('ssh-keygen', ['-l', '-f', join(a.root, 'etc/ssh/ssh_host_ed25519_key.pub')])
  ).stdout
  expect(shown.split(' ')[1]).toBe(key.fingerprint)
  expect(await attempts(a)).toEqual([])
})

test('a refused key is tried once', async () => {
  await attempts(a)
  const { privateKey, fingerprint } = generateOwnKey('nobody')
  const login = { kind: 'private-key', key: privateKey, passphrase: null } as const
  expect(await faultOf(open(a, { login }))).toEqual({
    code: 'host.auth-refused',
    host: 'a',
    user: 'ubuntu',
    tried: [`ssh-ed25519 key ${fingerprint}`],
    offered: ['publickey', 'password'],
  })
  expect(await attempts(a)).toEqual(['Failed publickey for'])
})

test('a password logs in, and a wrong one is tried once', async () => {
  await attempts(a)
  const password = (text: string) => ({ kind: 'password', password: new Secret(text) }) as const
  expect(await whoAmI(await open(a, { login: password('ubuntu') }))).toBe('ubuntu')
  expect(await faultOf(open(a, { login: password('wrong') }))).toMatchObject({
    code: 'host.auth-refused',
    tried: ['password'],
  })
  expect(await attempts(a)).toEqual(['Accepted password for', 'Failed password for'])
})

test('a password is given to the one question of a host that asks for it', async () => {
  await configure(b, 'PasswordAuthentication no\nKbdInteractiveAuthentication yes')
  const login = { kind: 'password', password: new Secret('ubuntu') } as const
  expect(await whoAmI(await open(b, { login }))).toBe('ubuntu')
  await configure(b, 'PasswordAuthentication no\nKbdInteractiveAuthentication no')
  expect(await faultOf(open(b, { login }))).toMatchObject({
    code: 'host.auth-refused',
    tried: ['no password, as it takes none'],
    offered: ['publickey'],
  })
  await configure(b, '')
})

test.each([
  ['RSA', ['-t', 'rsa', '-b', '2048']],
  ['RSA in PKCS 8', ['-t', 'rsa', '-b', '3072', '-m', 'PKCS8']],
  ['ECDSA', ['-t', 'ecdsa', '-b', '384']],
  ['Ed25519 with a passphrase', ['-t', 'ed25519', '-N', 'open sesame']],
])('logs in with a file that holds %s', async (name, options) => {
  const file = join(folder, name.replaceAll(' ', '-'))
  await runFile('ssh-keygen', ['-q', '-N', '', '-f', file, ...options])
  await a.run(
    `echo '${readFileSync(`${file}.pub`, 'utf8').trim()}' >> /home/plain/.ssh/authorized_keys`,
  )
  const passphrase = options.includes('-N') ? new Secret('open sesame') : null
  const login = { kind: 'private-key-file', path: file, passphrase } as const
  expect(await whoAmI(await open(a, { user: 'plain', login }))).toBe('plain')
})

test('logs in by an agent, which shows three keys at the most', async () => {
  const socket = join(folder, 'agent')
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' })
  house.defer(() => {
    agent.kill()
  })
  await sleep(200)
  const env = { ...process.env, SSH_AUTH_SOCK: socket }
  for (const name of ['w', 'x', 'y', 'z']) {
    const file = join(folder, name)
    await runFile('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file])
    await runFile('ssh-add', ['-q', file], { env })
  }
  await attempts(a)
  const login = { kind: 'agent', socket } as const
  const refused = await faultOf(open(a, { login }))
  expect(refused).toMatchObject({ code: 'host.auth-refused', offered: ['publickey', 'password'] })
  expect(await attempts(a)).toEqual(Array(3).fill('Failed publickey for'))

  const named = join(folder, 'named')
  await runFile('ssh-keygen', [
    '-q',
    '-t',
    'ecdsa',
    '-N',
    '',
    '-C',
    `me for ${a.address}`,
    '-f',
    named,
  ])
  await runFile('ssh-add', ['-q', named], { env })
  await a.run(
    `cat >> /home/plain/.ssh/authorized_keys <<'E'\n${readFileSync(`${named}.pub`, 'utf8')}E`,
  )
  expect(await whoAmI(await open(a, { login, user: 'plain' }))).toBe('plain')
  expect(await attempts(a)).toEqual(['Accepted publickey for'])
})

test('says why a host cannot be talked to', async () => {
  const refused = await faultOf(open(a, { port: 23 }))
  const unknown = await faultOf(open(a, { address: 'no-such-host.invalid' }))
  const forbidden = await faultOf(open(a, { address: '169.254.169.254' }))
  await configure(b, 'Ciphers chacha20-poly1305@openssh.com')
  const cipher = await faultOf(open(b))
  await configure(b, 'KexAlgorithms sntrup761x25519-sha512@openssh.com')
  const kex = await faultOf(open(b))
  await configure(b, '')
  expect([refused, unknown, forbidden, cipher, kex]).toEqual([
    {
      code: 'host.unreachable',
      host: 'a',
      detail: expect.stringContaining('nothing listens there'),
    },
    {
      code: 'host.unreachable',
      host: 'a',
      detail: expect.stringMatching(/its name is not known|no name server/),
    },
    { code: 'host.unreachable', host: 'a', detail: expect.stringContaining('link-local') },
    {
      code: 'host.no-common-algorithm',
      host: 'b',
      detail: expect.stringMatching(
        /^its ciphers are chacha20-poly1305@openssh.com; one of these is needed: aes128-gcm@openssh.com/,
      ),
    },
    {
      code: 'host.no-common-algorithm',
      host: 'b',
      detail: expect.stringMatching(/^its key exchanges are sntrup761x25519-sha512@openssh.com/),
    },
  ])
})
