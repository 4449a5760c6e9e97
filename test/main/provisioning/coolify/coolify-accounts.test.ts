import { expect, test } from 'vitest'
import { silentLog } from '#main/base/log'
import { Secret } from '#main/base/secret'
import { CoolifyAccounts, type CoolifyShelf } from '#main/provisioning/coolify/coolify-accounts'
import { type FakeCoolify, fakeToken } from '#test/fakes/coolify/fake-coolify'
import { openFake, timeOf } from './a-coolify.ts'

const never = new AbortController().signal

const sealer = {
  name: 'backwards',
  seal: async (text: string) => Buffer.from([...text].reverse().join('')),
  open: async (sealed: Buffer) => [...sealed.toString()].reverse().join(''),
}

function memoryShelf(): CoolifyShelf {
  const records = new Map<string, ReturnType<CoolifyShelf['list']>[number]>()
  return {
    list: () => [...records.values()],
    save: async record => void records.set(record.account.id, record),
    remove: async id => records.delete(id),
  }
}

function accountsOn(fake: FakeCoolify, shelf: CoolifyShelf, change = {}) {
  const known: string[] = []
  const protect = (secret: Secret) => void known.push(secret.reveal())
  const options = { shelf, sealer, log: silentLog, protect, time: timeOf(fake), ...change }
  return { known, accounts: new CoolifyAccounts(options) }
}

const entry = ({ url }: FakeCoolify, token = fakeToken) => ({
  ...{ name: null, url, token: new Secret(token), image: null },
})

test('keeps an account once Coolify answered, and says what its token may do', async () => {
  const fake = await openFake()
  fake.state.faults.abilities = ['read', 'deploy']
  const shelf = memoryShelf()
  const { accounts, known } = accountsOn(fake, shelf)
  const account = await accounts.add(entry(fake), never)
  expect({ account, warnings: accounts.warningsOf(account), known }).toEqual({
    account: {
      id: expect.stringMatching(/^coolify-[0-9a-f]{8}$/),
      name: '127.0.0.1',
      url: fake.url,
      image: null,
      team: 'Home',
      version: '4.3.11',
      abilities: ['read', 'deploy'],
      addedAt: expect.any(Number),
    },
    warnings: [
      expect.stringContaining('The address is http'),
      expect.stringContaining('The token may not write'),
      expect.stringContaining('No image is named'),
    ],
    known: [fakeToken],
  })
  // Nothing in it was changed to find that out.
  expect(fake.changes).toEqual([])
  const [record] = shelf.list()
  expect(JSON.stringify([record, record?.token.sealed.toString()])).not.toContain(fakeToken)
})

test('keeps nothing of a token that is refused', async () => {
  const fake = await openFake()
  const shelf = memoryShelf()
  const { accounts } = accountsOn(fake, shelf)
  await expect(accounts.add(entry(fake, 'a-wrong-token'), never)).rejects.toThrow(
    'It does not know this token.',
  )
  expect(shelf.list()).toEqual([])
})

test('is there after a restart, with one client for all that is done with a token', async () => {
  const fake = await openFake()
  const shelf = memoryShelf()
  const { id } = await accountsOn(fake, shelf).accounts.add(entry(fake), never)
  const { accounts, known } = accountsOn(fake, shelf)
  const [one, two] = await Promise.all([accounts.client(id), accounts.client(id)])
  expect({ isSame: one === two, servers: await one.servers.list(never), known }).toEqual({
    isSame: true,
    servers: [],
    known: [fakeToken],
  })
})

test('says so when a token cannot be opened here', async () => {
  const fake = await openFake()
  const shelf = memoryShelf()
  const { id } = await accountsOn(fake, shelf).accounts.add(entry(fake), never)
  const { accounts } = accountsOn(fake, shelf, { sealer: { ...sealer, name: 'another' } })
  await expect(accounts.client(id)).rejects.toMatchObject({ fault: { code: 'secret.unreadable' } })
})

test('changes the name and the image, and the token only for one that is known', async () => {
  const fake = await openFake()
  const { accounts } = accountsOn(fake, memoryShelf())
  const { id } = await accounts.add(entry(fake), never)
  await accounts.change(id, { name: 'Cellar', image: 'registry.example/w' }, never)
  const bad = accounts.change(id, { token: new Secret('a-wrong-token') }, never)
  await expect(bad).rejects.toThrow('It does not know this token.')
  fake.state.faults.abilities = ['read', 'write', 'deploy']
  await accounts.change(id, { token: new Secret(fakeToken) }, never)
  const { name, image, abilities } = accounts.get(id)
  await accounts.remove(id)
  expect({ name, image, abilities, left: accounts.list() }).toEqual({
    name: 'Cellar',
    image: 'registry.example/w',
    abilities: ['read', 'write', 'deploy'],
    left: [],
  })
  expect(() => accounts.get(id)).toThrow('There is no Coolify account')
})
