import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { systemClock } from '#main/base/clock'
import { Emitter } from '#main/base/emitter'
import { silentLog } from '#main/base/log'
import { Secret } from '#main/base/secret'
import { composeIdle } from '#main/compose-idle'
import { Discovery } from '#main/provisioning/discovery/discovery'
import { SshHostLinks } from '#main/provisioning/ssh/ssh-host-links'
import { hostShelf } from '#main/store/host-shelf'
import { idleShelf } from '#main/store/idle-shelf'
import { http, postJson } from '../integration/http.ts'
import { aHost } from '../main/provisioning/a-host.ts'
import { KeptHosts } from '../main/provisioning/kept-hosts.ts'
import { tempDatabase } from '../main/store/temp-database.ts'
import { labKeyFile, openLab } from './lab.ts'
import { startHostedRoot } from './rooted.ts'

const house = new Cleanup()
afterAll(() => house.run())

test('a machine that says it is Oracle’s is asked how busy it is, and its standing is shown', async () => {
  const lab = await openLab(house).up('free')
  await lab.run('mkdir -p /run/cloud-init; echo oracle > /run/cloud-init/cloud-id')
  const hosts = new KeptHosts(
    { ...aHost, address: lab.address, keyRule: 'accept-new', trust: { name: 'unseen' } },
    { privateKey: new Secret(readFileSync(labKeyFile(), 'utf8')) },
  )
  const links = new SshHostLinks(hosts)
  const discovery = new Discovery({
    ...{ hosts, links, clock: systemClock, preferredRegions: () => [] },
  })
  await discovery.discover([aHost.id], new AbortController().signal)
  const host = () => hosts.get(aHost.id)
  const database = await tempDatabase()
  await hostShelf(database).save({ host: host(), secrets: null })

  const rounds = composeIdle(
    {
      ...{ database, links, tunnelOf: () => null, log: silentLog },
      book: {
        list: () => hosts.list(),
        onChange: new Emitter<never>().subscribe,
        onRemove: new Emitter<never>().subscribe,
      },
    },
    house,
  )
  await rounds.round()
  const before = rounds.verdict(host())
  await lab.run('timeout 2 sh -c "while :; do :; done" || :')
  await rounds.round()
  const shelf = idleShelf(database).list(aHost.id)
  const [sample] = shelf.flatMap(({ samples }) => samples)
  expect([before, shelf.length]).toEqual([expect.objectContaining({ hours: 0, p95: null }), 1])
  expect(sample?.cpu).toBeGreaterThan(1)
  expect(sample?.memory).toBeGreaterThan(1)
  expect(rounds.verdict(host())).toMatchObject({ near: false, p95: sample, hours: 1, help: [] })

  const root = await startHostedRoot(house)
  const id = await root.addHost(lab)
  const shown = async () => (await http(`${root.url}/api/hosts/${id}`)).json.idle
  expect(await shown()).toBe(null)
  await postJson(`${root.url}/api/hosts/discover`, { hosts: [id] })
  expect(await shown()).toEqual({ near: false, p95: null, since: null, hours: 0, help: [] })
})
