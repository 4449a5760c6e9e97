import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { HostId } from '#contract/ids'
import { Secret } from '#main/base/secret'
import { auditShelf } from '#main/store/audit-shelf'
import {
  aBook,
  aKey,
  aSealer,
  aWish,
  faultOf,
  first,
  firstContact,
  installed,
  second,
  unknownHost,
} from './a-book.ts'

test('keeps what its owner said, and finds it again after a restart, by id and by name', async () => {
  const { book, open } = await aBook()
  const gate = await book.add({ ...aWish, name: 'gate' })
  const host = await book.add({
    ...aWish,
    ...{ name: '小李', address: 'Web.Example', port: 2222, region: 'eu', monthlyCost: 0 },
    ...{ jump: 'gate', login: { kind: 'private-key-file', path: '/k', passphrase: null } },
  })
  const again = open()
  expect([again.list(), again.find('小李'), again.find(host.id)]).toEqual([
    [gate, host],
    host,
    host,
  ])
  expect(host).toEqual({
    ...{ id: expect.stringMatching(/^h-[a-z0-9]{8}$/), name: '小李', address: 'web.example' },
    ...{ port: 2222, user: 'ubuntu', region: 'eu', monthlyCost: 0, jump: gate.id },
    ...{ auth: { kind: 'private-key-file', path: '/k' }, hasOwnKey: false, keyRule: 'ask' },
    ...{ method: 'auto', coolify: null, transport: 'tunnel', priority: 100, isCritical: false },
    ...{ trust: { name: 'unseen' }, verdict: null, installed: null, addedAt: 1_000 },
  })
})

test('names a host after its address, and lets no two have one name or be one machine', async () => {
  const { book } = await aBook()
  const gate = await book.add(aWish)
  const other = await book.add({ ...aWish, port: 2222 })
  const behind = await book.add({ ...aWish, jump: gate.id })
  expect([gate.name, other.name, behind.name]).toEqual([
    '192.0.2.1',
    '192.0.2.1:2222',
    '192.0.2.1:22',
  ])
  expect(await faultOf(book.add({ ...aWish, name: 'twin' }))).toEqual({
    code: 'host.exists',
    host: '192.0.2.1',
  })
  const together = await Promise.allSettled([
    book.add({ ...aWish, name: 'same', address: 'a' }),
    book.add({ ...aWish, name: 'same', address: 'b' }),
  ])
  expect(together.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
})

test('seals secrets as one, shows none, and keeps those of its own when the login changes', async () => {
  const { book, open, database, protectedTexts } = await aBook()
  const login = { kind: 'password', password: new Secret('hunter2-text') } as const
  const { id } = await book.add({ ...aWish, login })
  await book.saveSecrets(id, { adminKey: new Secret('admin-text') })
  await book.change(id, { hasOwnKey: true })
  const privateKey = new Secret('key-text\r\nmore')
  const edited = await book.edit(id, {
    login: { kind: 'private-key', privateKey, passphrase: new Secret('opens-text') },
  })
  const again = open()
  const secrets = await again.secretsOf(id)
  const texts = Object.entries(secrets).map(([name, secret]) => [name, secret?.reveal() ?? null])
  expect({ texts, login: again.loginOf(id), hasOwnKey: edited.hasOwnKey }).toEqual({
    texts: [
      ['privateKey', 'key-text\nmore\n'],
      ['passphrase', 'opens-text'],
      ['password', null],
      ['adminKey', 'admin-text'],
      ['tunnelKey', null],
      ['workerSecret', null],
      ['tlsFiles', null],
    ],
    login: { hasPrivateKey: true, hasPassphrase: true, hasPassword: false, isReadable: true },
    hasOwnKey: false,
  })
  const { file } = database.read
    .prepare<[], { readonly file: string }>('SELECT file FROM pragma_database_list')
    .get() ?? { file: '' }
  const kept = readFileSync(file, 'latin1') + readFileSync(`${file}-wal`, 'latin1')
  const words = ['hunter2-text', 'admin-text', 'key-text', 'opens-text']
  expect(words.filter(word => kept.includes(word))).toEqual([])
  expect(JSON.stringify(auditShelf(database).list(0, 99))).not.toMatch(/hunter2|-text/)
  expect(protectedTexts).toEqual(expect.arrayContaining(['hunter2-text', 'key-text\nmore\n']))
})

test('what another sealer sealed counts as missing, is told, and is there again with that one', async () => {
  const { book, open, logged } = await aBook()
  const login = { kind: 'password', password: new Secret('first') } as const
  const { id } = await book.add({ ...aWish, login })
  const elsewhere = open({ sealer: aSealer('safe-storage') })
  expect({
    login: elsewhere.loginOf(id),
    password: (await elsewhere.secretsOf(id)).password,
    logged,
  }).toEqual({
    login: { hasPrivateKey: false, hasPassphrase: false, hasPassword: false, isReadable: false },
    password: null,
    logged: [['secrets of a host unreadable', expect.objectContaining({ host: id })]],
  })
  await elsewhere.edit(id, { login: { ...login, password: new Secret('second') } })
  const both = [open(), open({ sealer: aSealer('safe-storage') })]
  const passwords = await Promise.all(both.map(each => each.secretsOf(id)))
  expect(passwords.map(({ password }) => password?.reveal())).toEqual(['first', 'second'])
})

test('a keyring that fails for a moment loses nothing', async () => {
  const { book, open } = await aBook()
  const { id } = await book.add(aWish)
  await book.saveSecrets(id, { adminKey: new Secret('admin') })
  const locked = { ...aSealer('key-file'), open: () => Promise.reject(new Error('locked')) }
  const failing = open({ sealer: locked })
  expect((await failing.secretsOf(id)).adminKey).toBe(null)
  await expect(failing.saveSecrets(id, { workerSecret: new Secret('w') })).rejects.toThrow('locked')
  expect((await open().secretsOf(id)).adminKey?.reveal()).toBe('admin')
})

test('changes that come together are all kept', async () => {
  const { book } = await aBook()
  const { id } = await book.add(aWish)
  await Promise.all([
    book.change(id, { installed }),
    book.edit(id, { region: 'eu' }),
    book.change(id, { trust: { name: 'offered', key: aKey('A') } }),
    book.change(id, { hasOwnKey: true }),
  ])
  expect(book.get(id)).toMatchObject({
    ...{ installed, region: 'eu', hasOwnKey: true },
    trust: { name: 'offered' },
  })
})

test('no host is reached through itself', async () => {
  const { book } = await aBook()
  const a = await book.add({ ...aWish, name: 'a' })
  const b = await book.add({ ...aWish, name: 'b', address: 'b', jump: 'a' })
  const c = await book.add({ ...aWish, name: 'c', address: 'c', jump: 'b' })
  const faults = [
    await faultOf(book.edit(a.id, { jump: c.id })),
    await faultOf(book.edit(a.id, { jump: 'a' })),
    await faultOf(book.add({ ...aWish, address: 'd', jump: 'nobody' })),
  ]
  expect(faults).toEqual([
    { code: 'request.malformed', detail: expect.stringContaining('jump'), param: 'jump' },
    { code: 'host.unknown', host: 'a' },
    { code: 'host.unknown', host: 'nobody' },
  ])
  expect((await book.edit(c.id, { jump: null })).jump).toBe(null)
  expect(b.jump).toBe(a.id)
})

test('is not removed while it is needed; forced, with a worker on it, its secrets go too', async () => {
  const { book, open } = await aBook()
  const gate = await book.add({ ...aWish, name: 'gate' })
  const login = { kind: 'password', password: new Secret('secret') } as const
  const host = await book.add({ ...aWish, name: 'b', address: 'b', jump: 'gate', login })
  await book.change(host.id, { installed })
  const removed: HostId[] = []
  book.onRemove(id => removed.push(id))
  expect([
    await faultOf(book.remove(gate.id, true)),
    await faultOf(book.remove(host.id, false)),
    await faultOf(book.remove(unknownHost, true)),
  ]).toEqual([
    { code: 'host.in-use', host: 'gate', by: 'the host "b", which is reached through it' },
    { code: 'host.in-use', host: 'b', by: 'the worker "w" on it' },
    { code: 'host.unknown', host: unknownHost },
  ])
  await book.remove(host.id, true)
  await book.remove(gate.id, false)
  expect([removed, open().list()]).toEqual([[host.id, gate.id], []])
})

test('the audit log tells who was added, changed, trusted and removed, and not what was only seen', async () => {
  const { book, database } = await aBook()
  const { id } = await book.add({
    ...{ ...aWish, name: 'a', login: { kind: 'password', password: new Secret('hidden') } },
  })
  await book.change(id, { trust: { name: 'offered', key: first } })
  await book.trust(id, first.fingerprint)
  await book.change(id, { verdict: { name: 'unseen', problems: [] } })
  await faultOf(book.change(id, { trust: firstContact(second) }))
  await book.trust(id, second.fingerprint)
  await book.edit(id, { region: 'eu' })
  await book.edit(id, { region: 'eu' })
  await book.saveSecrets(id, { adminKey: new Secret('hidden') })
  await book.remove(id, false)
  const entries = auditShelf(database)
    .list(0, 99)
    .map(({ action, detail }) => [action, JSON.parse(detail)])
  expect(entries).toEqual([
    [
      'host.added',
      {
        ...{ name: 'a', address: '192.0.2.1', port: 22, user: 'ubuntu', jump: null },
        ...{ auth: { kind: 'password' }, secrets: ['password'] },
      },
    ],
    ['host.trusted', { name: 'a', fingerprint: first.fingerprint, because: 'owner' }],
    ['host.key-changed', { name: 'a', pinned: first.fingerprint, offered: second.fingerprint }],
    [
      'host.trusted',
      {
        ...{ name: 'a', fingerprint: second.fingerprint, because: 'owner' },
        insteadOf: first.fingerprint,
      },
    ],
    ['host.changed', { name: 'a', region: 'eu' }],
    ['host.secrets-saved', { secrets: ['password', 'adminKey'] }],
    ['host.removed', { name: 'a', address: '192.0.2.1', port: 22 }],
  ])
})

test('tells of a way that its owner opened, and not of what was merely learnt', async () => {
  const { book } = await aBook()
  const { id } = await book.add(aWish)
  const opened: string[] = []
  book.onWayOpened(each => void opened.push(each))
  await book.change(id, { trust: { name: 'offered', key: aKey('A') } })
  await book.change(id, { verdict: { name: 'unseen', problems: [] } })
  await book.edit(id, { name: 'oak', monthlyCost: 3 })
  expect(opened).toEqual([])
  await book.trust(id, aKey('A').fingerprint)
  await book.edit(id, { user: 'root' })
  // The record says the same of another password.
  await book.edit(id, { login: { kind: 'agent' } })
  expect(opened).toEqual([id, id, id])
})
