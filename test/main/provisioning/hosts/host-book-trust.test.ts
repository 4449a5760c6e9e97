import { expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import { aBook, aKey, aWish, faultOf, first, firstContact, installed, second } from './a-book.ts'

test('the owner pins the key that is offered, and no other', async () => {
  const { book } = await aBook()
  const { id } = await book.add({ ...aWish, name: 'a' })
  await book.change(id, { trust: { name: 'offered', key: first } })
  expect(await faultOf(book.trust(id, second.fingerprint))).toMatchObject({
    ...{ code: 'host.untrusted', key: first },
  })
  await book.trust(id, `256 ${first.fingerprint} root@a (ED25519)`)
  expect(book.get(id).trust).toEqual({ name: 'pinned', key: first, at: 1_000, because: 'owner' })
  await book.trust(id, first.fingerprint)
  expect(await faultOf(book.trust(id, second.fingerprint))).toMatchObject({
    ...{ code: 'request.malformed', param: 'fingerprint' },
  })
})

test('no key takes the place of a pinned one until the owner says so', async () => {
  const { book } = await aBook()
  const { id } = await book.add({ ...aWish, name: 'a' })
  await book.change(id, { trust: firstContact(), hasOwnKey: true })
  const changed = { code: 'host.key-changed', host: 'a', pinned: first, offered: second }
  expect([
    await faultOf(book.change(id, { trust: firstContact(second) })),
    await faultOf(book.change(id, { trust: { name: 'offered', key: second } })),
    await faultOf(book.trust(id, aKey('C').fingerprint)),
  ]).toEqual([changed, changed, changed])
  await book.change(id, { trust: { name: 'unseen' } })
  expect(book.get(id).trust).toEqual({ name: 'changed', pinned: first, offered: second })
  const trusted = await book.trust(id, second.fingerprint)
  expect([trusted.trust, trusted.hasOwnKey]).toEqual([
    { name: 'pinned', key: second, at: 1_000, because: 'owner' },
    false,
  ])
})

test('a key that was expected is pinned when it is seen, and another is refused loudly', async () => {
  const { book } = await aBook()
  const wish = { ...aWish, expectedFingerprint: first.fingerprint }
  const good = await book.add(wish)
  const met = await book.change(good.id, { trust: { name: 'offered', key: first } })
  expect(met.trust).toEqual({ name: 'pinned', key: first, at: 1_000, because: 'expected' })
  const bad = await book.add({ ...wish, name: 'bad', address: 'b', keyRule: 'accept-new' })
  const fault = await faultOf(book.change(bad.id, { trust: firstContact(second) }))
  expect([fault, new FaultError(fault as never).message, book.get(bad.id).trust]).toEqual([
    { code: 'host.untrusted', host: 'bad', key: second, expected: first.fingerprint },
    expect.stringContaining('Somebody may be in between'),
    { name: 'offered', key: second, expected: first.fingerprint },
  ])
  await book.trust(bad.id, second.fingerprint)
  expect(book.get(bad.id).trust).toMatchObject({ name: 'pinned', key: second })
})

test('a key of known_hosts is pinned beforehand, the best kind first, unless another is expected', async () => {
  const known = [aKey('R', 'ssh-rsa'), aKey('E'), aKey('N', 'ecdsa-sha2-nistp256')]
  const asked: unknown[] = []
  const { book } = await aBook({
    async knownKeys(...place) {
      asked.push(place)
      return { keys: known, revoked: [] }
    },
  })
  const one = await book.add({ ...aWish, port: 2222 })
  const two = await book.add({ ...aWish, expectedFingerprint: aKey('R').fingerprint })
  const three = await book.add({
    ...{ ...aWish, address: 'c', expectedFingerprint: aKey('X').fingerprint },
  })
  expect([one.trust, two.trust, three.trust, asked]).toEqual([
    { name: 'pinned', key: aKey('E'), at: 1_000, because: 'known-hosts' },
    { name: 'pinned', key: known[0], at: 1_000, because: 'expected' },
    { name: 'unseen', expected: aKey('X').fingerprint },
    [
      ['192.0.2.1', 2222],
      ['192.0.2.1', 22],
      ['c', 22],
    ],
  ])
})

test('another address is another machine, and a trusted fingerprint may come before the first contact', async () => {
  const { book } = await aBook()
  const { id } = await book.add(aWish)
  await book.change(id, { trust: firstContact(), installed })
  const same = await book.edit(id, { address: '192.0.2.1', user: 'opc', jump: null })
  const moved = await book.edit(id, { address: '192.0.2.9' })
  const told = await book.trust(id, second.fingerprint)
  expect([same.trust.name, moved.trust, moved.installed, told.trust]).toEqual([
    'pinned',
    { name: 'unseen' },
    installed,
    { name: 'unseen', expected: second.fingerprint },
  ])
})

test('a key that known_hosts marks as revoked is pinned by nobody', async () => {
  const [bad, good] = [aKey('B'), aKey('G')]
  const { book } = await aBook({ knownKeys: async () => ({ keys: [], revoked: [bad] }) })
  const { id } = await book.add({ ...aWish, keyRule: 'accept-new' })
  const refused = { fault: { code: 'host.key-revoked', key: bad } }
  const pin = { name: 'pinned', key: bad, at: 1, because: 'first-contact' } as const
  await expect(book.change(id, { trust: pin })).rejects.toMatchObject(refused)
  await expect(book.change(id, { trust: { name: 'offered', key: bad } })).rejects.toMatchObject(
    refused,
  )
  expect(book.get(id).trust).toEqual({ name: 'unseen' })
  await book.change(id, { trust: { name: 'offered', key: good } })
  await book.trust(id, good.fingerprint)
  await book.change(id, { trust: { name: 'changed', pinned: good, offered: bad } })
  await expect(book.trust(id, bad.fingerprint)).rejects.toMatchObject(refused)
})
