import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import { isForbiddenAddress } from '#contract/model/forbidden-address'
import {
  checkedAddress,
  checkedFingerprint,
  checkedKeyPath,
  checkedName,
  checkedUser,
} from '#main/provisioning/hosts/host-rules'

test.each([
  ['192.0.2.1', '192.0.2.1'],
  [' Web-1.Example.COM ', 'web-1.example.com'],
  ['2001:DB8:0::1', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['榕树.example', 'xn--swvq7a.example'],
  ['localhost', 'localhost'],
  ['build_box', 'build_box'],
])('takes the address %j as %j', (text, address) => {
  expect(checkedAddress(text)).toBe(address)
})

test.each([
  ...['', '-oProxyCommand=x', 'a b', 'root@192.0.2.1', 'host:22', 'http://host', 'a/b', 'a..b'],
  ...['-a.example', 'a-.example', '2130706433', '0x7f.1', '127.1', '%00', 'a\nb', 'a;b', '$(a)'],
  ...['169.254.169.254', '2852039166', '0xa9fea9fe', 'fe80::1', 'fe80::1%eth0', '::ffff:a9fe:1'],
  ...['metadata.google.internal.', 'fd00:ec2::254', '[::ffff:169.254.1.1]', '１６９.254.169.254'],
])('refuses the address %j', text => {
  expect(() => checkedAddress(text)).toThrow(FaultError)
})

test('whatever is taken as an address is one word that no program mistakes for an option', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.domain(), fc.ipV4(), fc.ipV6()), text => {
      let address: string
      try {
        address = checkedAddress(text)
      } catch (error) {
        expect(error).toBeInstanceOf(FaultError)
        return
      }
      expect(address).toMatch(/^[a-z0-9_:][a-z0-9_.:-]*$/)
      expect(isForbiddenAddress(address)).toBe(false)
    }),
    { numRuns: 1_000 },
  )
})

test('takes names of any script, and none that hides something or stands for a route', () => {
  const bad = ['', ' ', 'a\u202eb', 'a\nb', 'a/b', '..', 'import', 'h-abcdefgh', 'x'.repeat(129)]
  expect([checkedName(' 小李 的 host (1) '), checkedName('e\u0301')]).toEqual([
    '小李 的 host (1)',
    'é',
  ])
  for (const name of bad) expect(() => checkedName(name), name).toThrow(FaultError)
})

test('takes login names alone', () => {
  expect(['ubuntu', 'opc', '_svc-1', 'John.Doe'].map(checkedUser)).toHaveLength(4)
  for (const user of ['', '-x', 'a b', 'a;b', '1a', 'root@h', '用户', 'x'.repeat(33)]) {
    expect(() => checkedUser(user), user).toThrow(FaultError)
  }
})

test('finds the fingerprint in what people copy', () => {
  const letters = 'Ab1+/'.repeat(8)
  const fingerprint = `SHA256:${letters}xyz`
  const copied = [fingerprint, `${letters}xyz`, `256 ${fingerprint}= root@a (ED25519)\n`]
  expect(copied.map(checkedFingerprint)).toEqual([fingerprint, fingerprint, fingerprint])
  for (const text of ['', 'SHA256:abc', 'MD5:aa:bb', `${letters}xyz1`]) {
    expect(() => checkedFingerprint(text), text).toThrow(FaultError)
  }
})

test('keeps whole paths of keys, and knows home', () => {
  expect([checkedKeyPath('~/.ssh/id', '/home/$&'), checkedKeyPath('/a/../b')]).toEqual([
    '/home/$&/.ssh/id',
    '/b',
  ])
  for (const path of ['', 'id_rsa', '~other/id', './a', '/a\0b']) {
    expect(() => checkedKeyPath(path, '/home/me'), path).toThrow(FaultError)
  }
})
