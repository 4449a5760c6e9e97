import { afterEach, expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import {
  CoolifyImported,
  ListedCoolifyAccount,
  ListedCoolifyAccounts,
  ListedCoolifyServers,
} from '#contract/http/coolify'
import { HostId } from '#contract/ids'
import type { Host } from '#contract/model/host'
import { Cleanup } from '#main/base/cleanup'
import { silentLog } from '#main/base/log'
import { Secret } from '#main/base/secret'
import { composeCoolify } from '#main/compose-coolify'
import { CrossOrigin } from '#main/gateway/cross-origin'
import { Door } from '#main/gateway/door'
import { Gateway } from '#main/gateway/gateway'
import { usualLimits } from '#main/gateway/http-server'
import { openKeyFileSealer } from '#main/settings/key-file-sealer'
import { fakeToken } from '#test/fakes/coolify/fake-coolify'
import { aHost, openFake, partsOf } from './provisioning/coolify/a-coolify.ts'
import { localSite } from './provisioning/coolify/local-site.ts'
import { tempDatabase, tempFolder } from './store/temp-database.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** A gateway with nothing but the routes of Coolify, and a book of hosts in memory. */
async function open() {
  const fake = await openFake()
  const hosts: Host[] = []
  const { variables, switchSecret, makeKeyPair, reach, remember } = partsOf(fake)
  const coolify = composeCoolify({
    ...{ variables, switchSecret, makeKeyPair, reach, remember, version: '1.0.0' },
    database: await tempDatabase(),
    sealer: await openKeyFileSealer(tempFolder()),
    hosts: () => hosts,
    async addHost(wish) {
      if (wish.name === 'taken') throw new FaultError({ code: 'host.exists', host: wish.name })
      const host = { ...aHost, ...wish, id: HostId.parse(`h${hosts.length + 1}`) }
      hosts.push(host)
      return host
    },
    protect: () => {},
    log: silentLog,
  })
  const gateway = new Gateway({
    routes: coolify.routes,
    crossOrigin: new CrossOrigin([]),
    door: new Door({
      ...{ host: '127.0.0.1', names: [], asksOwnersAlways: false, isListedOrigin: () => false },
      ...{ secretRefusal: () => null, isSigned: () => false, appKey: () => null },
    }),
    log: silentLog,
    limits: usualLimits,
  })
  const port = await gateway.listen('127.0.0.1', 0)
  cleanup.defer(() => gateway.close(0))
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/coolify${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
    return { status: answer.status, text: await answer.text() }
  }
  const addServer = (uuid: string, name: string, ip: string) =>
    fake.state.servers.push({
      ...{ uuid, name, ip, description: '', port: 22, user: 'root', keyUuid: 'k', team: 'ours' },
      ...{ isUsable: true, isValidating: false, validationLogs: null },
    })
  return { fake, hosts, coolify, ask, addServer }
}

test('adds a Coolify, shows its servers, makes hosts of them, and plans for them', async () => {
  const { fake, hosts, coolify, ask, addServer } = await open()
  addServer('srv-a', 'itself', 'host.docker.internal')
  addServer('srv-b', 'taken', '203.0.113.8')
  addServer('srv-c', 'berlin', '203.0.113.9')
  const image = 'registry.example:5000/banyan-worker'
  const added = await ask('POST', '', { url: `${fake.url}/api/v1`, token: fakeToken, image })
  const { id, warnings } = ListedCoolifyAccount.parse(JSON.parse(added.text))
  const wish = { servers: ['srv-a', 'srv-b', 'srv-c', 'srv-d'], transport: 'http' }
  const imported = await ask('POST', `/${id}/import`, wish)
  const again = await ask('POST', `/${id}/import`, { servers: ['srv-c'] })
  const listed = ListedCoolifyServers.parse(JSON.parse((await ask('GET', `/${id}/servers`)).text))
  const accounts = await ask('GET', '')
  const results = (text: string) =>
    CoolifyImported.parse(JSON.parse(text)).servers.map(each => [
      each.uuid,
      each.result,
      each.host_id,
    ])
  expect({
    added: added.status,
    warnings,
    imported: results(imported.text),
    again: results(again.text),
    listed: listed.servers.map(({ uuid, address, host_id }) => [uuid, address, host_id]),
    hosts: hosts.map(({ address, method, transport, coolify }) => [
      ...[address, method, transport, coolify?.serverUuid],
    ]),
    count: ListedCoolifyAccounts.parse(JSON.parse(accounts.text)).accounts.length,
    isTokenShown: [added, imported, accounts].some(({ text }) => text.includes(fakeToken)),
  }).toEqual({
    added: 201,
    warnings: [expect.stringContaining('The address is http')],
    imported: [
      ['srv-a', 'added', 'h1'],
      ['srv-b', 'known', null],
      ['srv-c', 'added', 'h2'],
      ['srv-d', 'failed', null],
    ],
    again: [['srv-c', 'known', 'h2']],
    listed: [
      ['srv-a', 'host.docker.internal', 'h1'],
      ['srv-b', '203.0.113.8', null],
      ['srv-c', '203.0.113.9', 'h2'],
    ],
    hosts: [
      ['127.0.0.1', 'coolify', 'http', 'srv-a'],
      ['203.0.113.9', 'coolify', 'http', 'srv-c'],
    ],
    count: 1,
    isTokenShown: false,
  })
  const [, host] = hosts
  if (!host) throw new Error('it was not added')
  const plan = await coolify.plan({ action: 'provision', version: null, method: null }, host)
  expect(plan.steps.map(({ name }) => name)).toContain('coolify-deployed')

  const needed = await ask('DELETE', `/${id}`)
  hosts.splice(0)
  const gone = await ask('DELETE', `/${id}`)
  expect([needed.status, gone.status, (await ask('GET', `/${id}/servers`)).status]).toEqual([
    409, 200, 404,
  ])
})

test('finds where the worker of a host answers', async () => {
  const { fake, coolify, addServer } = await open()
  addServer('srv-a', 'berlin', '203.0.113.9')
  const signal = new AbortController().signal
  const image = 'registry.example/banyan-worker'
  const entry = { name: 'Cellar', url: fake.url, token: new Secret(fakeToken), image }
  const { id } = await coolify.accounts.add(entry, signal)
  const place = { accountId: id, serverUuid: 'srv-a' }
  const host: Host = { ...aHost, address: '203.0.113.9', coolify: place }
  const site = localSite(host, fake)
  const before = await coolify.addressOf(host, site, signal)
  fake.state.applications.push({
    ...{ id: 7, uuid: 'app-a', name: 'banyan-worker-h1', serverUuid: 'srv-a', projectUuid: 'p' },
    ...{ settings: {}, variables: [] },
    container: { tag: '1.0.0', environment: {}, address: '10.0.1.9', startedAt: 0 },
  })
  expect([before, await coolify.addressOf(host, site, signal)]).toEqual([null, '10.0.1.9'])
})

test('plans nothing for a host without an account, or without an image', async () => {
  const { fake, coolify } = await open()
  const wish = { action: 'provision', version: null, method: null } as const
  const none = coolify.plan(wish, { ...aHost, coolify: null })
  await expect(none).rejects.toThrow('No Coolify account is named for it.')
  const entry = { name: 'Cellar', url: fake.url, token: new Secret(fakeToken), image: null }
  const { id } = await coolify.accounts.add(entry, new AbortController().signal)
  const host = { ...aHost, coolify: { accountId: id, serverUuid: null } }
  await expect(coolify.plan(wish, host)).rejects.toThrow('names no image of the worker')
})

test.each([
  [{ url: 'http://169.254.169.254', token: fakeToken }, 'link-local addresses are refused'],
  [{ url: 'https://c.example', token: 'with a space' }, 'a token as Coolify shows it'],
  [{ url: 'https://c.example', token: fakeToken, image: 'a/b:1.0' }, 'without a tag'],
  [{ url: 'https://c.example', token: fakeToken, more: 1 }, 'more'],
])('refuses %j', async (body, reason) => {
  const { ask } = await open()
  const { status, text } = await ask('POST', '', body)
  expect({ status, text }).toEqual({ status: 400, text: expect.stringContaining(reason) })
  expect(text).not.toContain(fakeToken)
})
