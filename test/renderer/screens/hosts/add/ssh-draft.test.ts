import { expect, test } from 'vitest'
import {
  emptySsh,
  loginBody,
  loginErrors,
  machineErrors,
  newHost,
} from '#renderer/screens/hosts/add/ssh-draft'

test('says what is wrong with a machine, by field', () => {
  expect(
    machineErrors({ ...emptySsh, address: 'ubuntu@a', port: '0', user: ' ', cost: 'x' }),
  ).toEqual({ address: 'addressWrong', port: 'portWrong', user: 'userNeeded', cost: 'costWrong' })
  expect(machineErrors({ ...emptySsh, address: '2001:db8::7' })).toEqual({})
})

test('a public key is told from a private one', () => {
  const login = { ...emptySsh.login, kind: 'keyText' } as const
  expect([
    loginErrors({ ...login, key: 'ssh-ed25519 AAAA a@b' }),
    loginErrors({ ...login, key: '-----BEGIN OPENSSH PRIVATE KEY-----' }),
  ]).toEqual([{ key: 'keyPublic' }, {}])
})

test('sends only the login that was chosen', () => {
  const login = { ...emptySsh.login, password: 'old', key: 'k', passphrase: 'p' }
  expect([
    loginBody({ ...login, kind: 'keyFile' }),
    loginBody({ ...login, kind: 'keyText' }),
    loginBody({ ...login, kind: 'agent' }),
    loginBody({ ...login, kind: 'password' }),
  ]).toEqual([
    { private_key_path: '~/.ssh/id_ed25519', passphrase: 'p' },
    { private_key: 'k\n', passphrase: 'p' },
    { agent: true },
    { password: 'old' },
  ])
  expect(newHost({ ...emptySsh, address: ' 203.0.113.7 ' })).toEqual({
    ...{ address: '203.0.113.7', port: 22, user: 'ubuntu', region: null, jump: null },
    ...{ monthly_cost: null, auth: { private_key_path: '~/.ssh/id_ed25519' } },
  })
})
