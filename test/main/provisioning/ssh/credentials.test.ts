import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import { HostId } from '#contract/ids'
import { Secret } from '#main/base/secret'
import { credentialsOf } from '#main/provisioning/ssh/credentials'
import { generateOwnKey } from '#main/provisioning/ssh/own-key'
import type { SshLogin } from '#main/provisioning/ssh/ssh-target'

const folder = mkdtempSync(join(tmpdir(), 'credentials-'))
afterAll(() => rmSync(folder, { recursive: true }))

const credentials = (login: SshLogin) =>
  credentialsOf({
    hostId: HostId.parse('h'),
    host: 'h',
    address: '127.0.0.1',
    port: 22,
    via: null,
    user: 'me',
    pinned: null,
    login,
  })

async function detailOf(login: SshLogin): Promise<string> {
  const error = await credentials(login).catch((reason: unknown) => reason)
  if (error instanceof FaultError && error.fault.code === 'host.key-unreadable') {
    return error.fault.detail
  }
  throw new Error('a fault was expected', { cause: error })
}

test('a key is shown once', async () => {
  const { privateKey, fingerprint } = generateOwnKey('x')
  const { tried, next } = await credentials({
    kind: 'private-key',
    key: privateKey,
    passphrase: null,
  })
  expect([tried, next(null), next(['publickey', 'password'])]).toEqual([
    [`ssh-ed25519 key ${fingerprint}`],
    expect.objectContaining({ type: 'publickey', username: 'me' }),
    false,
  ])
})

test('a password goes out once, by the way that the host takes', async () => {
  const login = { kind: 'password', password: new Secret('s') } as const
  const order = async (offered: ('publickey' | 'password' | 'keyboard-interactive')[]) => {
    const one = await credentials(login)
    const steps = [one.next(null), one.next(offered), one.next(offered)]
    return [...steps.map(step => (step === false ? false : step.type)), ...one.tried]
  }
  expect([
    await order(['publickey', 'keyboard-interactive', 'password']),
    await order(['keyboard-interactive']),
    await order(['publickey']),
  ]).toEqual([
    ['none', 'password', false, 'password'],
    ['none', 'keyboard-interactive', false, 'keyboard-interactive'],
    ['none', false, false, 'no password, as it takes none'],
  ])
})

test('only one hidden question gets the password', async () => {
  const one = await credentials({ kind: 'password', password: new Secret('s') })
  one.next(null)
  const method = one.next(['keyboard-interactive'])
  if (method === false || method.type !== 'keyboard-interactive') throw new Error('another method')
  const { prompt } = method as unknown as { prompt: (...args: readonly unknown[]) => void }
  const answers: unknown[] = []
  const ask = (...prompts: readonly object[]) =>
    prompt('', '', '', prompts, (said: unknown) => answers.push(said))
  ask({ prompt: 'Password: ', echo: false })
  ask({ prompt: 'Password: ', echo: false })
  expect(answers).toEqual([['s'], ['']])
})

test('says why a file or an agent cannot be used', async () => {
  const file = (path: string) => ({ kind: 'private-key-file', path, passphrase: null }) as const
  const large = join(folder, 'large')
  writeFileSync(large, Buffer.alloc(70_000))
  expect([
    await detailOf(file(join(folder, 'none'))),
    await detailOf(file(folder)),
    await detailOf(file(large)),
    await detailOf(file('id_ed25519')),
    await detailOf({ kind: 'agent', socket: join(folder, 'no-agent') }),
  ]).toEqual([
    `${join(folder, 'none')} cannot be read (there is no such file).`,
    `${folder} cannot be read (it is a folder).`,
    `${large} is too large for a key.`,
    '"id_ed25519" has to be given from the top, or from ~.',
    expect.stringMatching(/^the SSH agent does not answer/),
  ])
})

test('a list of hosts may name anything as a key: no pipe is waited for, and no device is read', async () => {
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  const details = [pipe, '/dev/zero'].map(path =>
    detailOf({ kind: 'private-key-file', path, passphrase: null }),
  )
  expect(await Promise.all(details)).toEqual([`${pipe} is no file.`, '/dev/zero is no file.'])
})
