import { expect, test } from 'vitest'
import { NewHost } from '#contract/http/hosts'
import { HostRequests } from '#main/provisioning/hosts/host-requests'
import { aBook } from './a-book.ts'

async function requests() {
  const { book } = await aBook()
  let busyWith: string | null = null
  const home = {
    ...{ localUser: 'me', home: '/home/me' },
    usualKey: async () => null,
    config: async () => null,
  }
  const asked = new HostRequests(book, home, { discover: async () => new Map() }, () => busyWith)
  const add = (body: object) => asked.add(NewHost.parse({ address: '192.0.2.1', ...body }))
  const work = (id: string | null) => {
    busyWith = id
  }
  return { asked, add, work }
}

test('a host that is reached by Coolify alone needs no user and no login', async () => {
  const { add } = await requests()
  const coolify = { method: 'coolify', transport: 'http', coolify: { account_id: 'c1' } }
  const { host } = await add(coolify)
  expect([host.user, host.auth]).toEqual(['root', { kind: 'agent' }])
})

test.each([
  ['user', {}],
  ['auth', { user: 'ubuntu' }],
  ['user', { method: 'coolify' }],
  ['auth', { method: 'plain', transport: 'http', user: 'ubuntu' }],
])('any other needs its %s: %j', async (param, body) => {
  const { add } = await requests()
  await expect(add(body)).rejects.toMatchObject({ fault: { code: 'request.malformed', param } })
})

test('while a deployment is at work on it, nothing leads it elsewhere', async () => {
  const { asked, add, work } = await requests()
  const { host } = await add({ user: 'ubuntu', auth: { agent: true } })
  work('d-1')
  const busy = { fault: { code: 'deployment.busy', deployment: 'd-1' } }
  await expect(asked.edit(host.id, { address: '192.0.2.2' })).rejects.toMatchObject(busy)
  await expect(asked.remove(host.id, true)).rejects.toMatchObject(busy)
  expect((await asked.edit(host.id, { name: 'oak' })).host.name).toBe('oak')
  work(null)
  expect(await asked.remove(host.id, false)).toBe(host.id)
})
