import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import type { Host } from '#contract/model/host'
import { Cleanup } from '#main/base/cleanup'
import { Secret } from '#main/base/secret'
import { command } from '#main/provisioning/command'
import type { HostBook } from '#main/provisioning/hosts/host-book'
import type { HostWish } from '#main/provisioning/hosts/host-wish'
import { hostKeyOf } from '#main/provisioning/ssh/host-key'
import { knownHostKeys } from '#main/provisioning/ssh/known-hosts'
import { readPrivateKey } from '#main/provisioning/ssh/private-key'
import { SshHostLinks } from '#main/provisioning/ssh/ssh-host-links'
import { aBook, aKey, aWish } from '#test/main/provisioning/hosts/a-book'
import { type LabHost, labKeyFile, openLab } from './lab.ts'

const house = new Cleanup()
const never = new AbortController().signal
let host: LabHost
let behind: LabHost

beforeAll(async () => {
  const lab = openLab(house)
  host = await lab.up('booked')
  behind = await lab.up('behind')
})
afterAll(() => house.run())

const bookWithKeys = (text = '') =>
  aBook({
    checkKey: readPrivateKey,
    knownKeys: async (...place) => knownHostKeys(text, ...place),
  })

const wishFor = ({ address }: LabHost): HostWish => ({
  ...aWish,
  address,
  login: {
    ...{ kind: 'private-key', passphrase: null },
    privateKey: new Secret(readFileSync(labKeyFile(), 'utf8').replaceAll('\n', '\r\n')),
  },
})

const fingerprintOf = ({ knownHost }: LabHost) =>
  hostKeyOf(Buffer.from(knownHost.split(' ').at(2) ?? '', 'base64')).fingerprint

/** Who one is there, or the code of what speaks against going there. */
async function whoAmI(book: HostBook, { id }: Host): Promise<string> {
  try {
    const link = await new SshHostLinks(book).open(id, never)
    const { stdout } = await link.run(command('Says who logs in.', 'id -un'), never)
    link.close()
    return stdout.trim()
  } catch (error) {
    if (error instanceof FaultError) return error.fault.code
    throw error
  }
}

test('a host is asked about, trusted, and then entered with the key out of the book', async () => {
  const { book, open } = await bookWithKeys()
  const { id } = await book.add(wishFor(host))
  expect(await whoAmI(book, book.get(id))).toBe('host.untrusted')
  expect(book.get(id).trust).toMatchObject({
    name: 'offered',
    key: { fingerprint: fingerprintOf(host) },
  })
  await book.trust(id, fingerprintOf(host))
  const again = open()
  expect([await whoAmI(again, again.get(id)), again.get(id).trust.name]).toEqual([
    'ubuntu',
    'pinned',
  ])
})

test('known_hosts and an expected fingerprint need no question; a wrong one stops everything', async () => {
  const known = await bookWithKeys(host.knownHost)
  const one = await known.book.add(wishFor(host))
  const { book } = await bookWithKeys()
  const keyRule = 'accept-new'
  const two = await book.add({ ...wishFor(host), expectedFingerprint: fingerprintOf(host) })
  const three = await book.add({
    ...{ ...wishFor(behind), keyRule, expectedFingerprint: aKey('X').fingerprint },
  })
  expect([
    await whoAmI(known.book, one),
    await whoAmI(book, two),
    await whoAmI(book, three),
    book.list().map(({ trust }) => (trust.name === 'pinned' ? trust.because : trust.name)),
    await behind.run('journalctl -t sshd --no-pager | grep -c "Accepted\\|Failed" || true'),
  ]).toEqual(['ubuntu', 'ubuntu', 'host.untrusted', ['expected', 'offered'], '0'])
})

test('a host behind another is reached through it, and a host that was made anew is pinned anew', async () => {
  const { book } = await bookWithKeys()
  const keyRule = 'accept-new'
  const gate = await book.add({ ...wishFor(host), name: 'gate', keyRule })
  const inner = await book.add({ ...wishFor(behind), keyRule, jump: 'gate' })
  expect(await whoAmI(book, inner)).toBe('ubuntu')
  await behind.run(
    'rm /etc/ssh/ssh_host_ed25519_key* && ssh-keygen -q -t ed25519 -N "" -f /etc/ssh/ssh_host_ed25519_key && systemctl restart ssh',
  )
  expect(await whoAmI(book, inner)).toBe('host.key-changed')
  const { trust } = book.get(inner.id)
  if (trust.name !== 'changed') throw new Error(`its trust is ${trust.name}`)
  await book.trust(inner.id, trust.offered.fingerprint)
  expect([await whoAmI(book, inner), book.get(gate.id).trust.name]).toEqual(['ubuntu', 'pinned'])
})
