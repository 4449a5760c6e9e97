import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { http } from '../integration/http.ts'
import { temporaryFolder } from '../integration/processes.ts'
import { openLab } from './lab.ts'
import { archiveOf } from './other-versions.ts'
import { type Deployed, type HostedRoot, startHostedRoot } from './rooted.ts'
import { underLoad } from './steady-load.ts'

const house = new Cleanup()
afterAll(() => house.run())

let root: HostedRoot
let ids: readonly string[]

beforeAll(async () => {
  const archives = temporaryFolder(house)
  await Promise.all([
    archiveOf('1.0.0', archives),
    archiveOf('1.1.0', archives),
    archiveOf('1.3.0', archives, () => 'process.exit(3)\n'),
  ])
  const lab = openLab(house)
  root = await startHostedRoot(house, { WORKER_ARCHIVES: archives })
  const hosts = await Promise.all(['east', 'west', 'north'].map(name => lab.up(name)))
  ids = await Promise.all(hosts.map(host => root.addHost(host)))
  await whole('provision', { version: '1.0.0', strategy: 'Parallel' })
  await served('1.0.0')
}, 300_000)

test.each([
  ['Progressive', '1.1.0', {}],
  ['Redundant', '1.0.0', { min_replicas: 2 }],
])('a rolling update, %s, loses no request', async (strategy, version, more) => {
  const { load } = await underLoad(root.url, async () => {
    await whole('update', { version, strategy, ...more })
  })
  expect(load.failed).toEqual([])
  expect(load.sent).toBeGreaterThan(100)
  expect([...load.answered.keys()].sort()).toEqual([...ids].sort())
  await served(version)
})

test.each(['restart', 'rotate-keys', 'rotate-secret'])(
  '%s of all loses no request',
  async action => {
    const { load } = await underLoad(root.url, () => whole(action, { strategy: 'Progressive' }))
    expect(load.failed).toEqual([])
    expect(load.sent).toBeGreaterThan(20)
    await served('1.0.0')
  },
)

test('two workers, of which one has to serve, take turns and lose no request', async () => {
  const two = ids.slice(0, 2)
  expect((await root.deploy(`/hosts/${ids[2]}/stop`)).status).toBe('Success')
  const { load } = await underLoad(root.url, () =>
    whole('restart', { strategy: 'Redundant', min_replicas: 1, hosts: two }),
  )
  expect(load.failed).toEqual([])
  expect([...load.answered.keys()].sort()).toEqual([...two].sort())
  expect((await root.deploy(`/hosts/${ids[2]}/start`)).status).toBe('Success')
  await served('1.0.0')
})

test('an update that does not even start leaves the version before serving, and the rest alone', async () => {
  const { result, load } = await underLoad(root.url, () =>
    root.deploy('/deployments', {
      ...{ hosts: ids, action: 'update', version: '1.3.0', strategy: 'Progressive' },
    }),
  )
  expect(load.failed).toEqual([])
  expect(result.status).toBe('Failed')
  expect(result.hosts.map(({ status }) => status)).toEqual(['Failed', 'Cancelled', 'Cancelled'])
  expect(result.hosts[0]?.problem).toContain('The worker does not answer')
  await served('1.0.0')
})

async function whole(action: string, more: object): Promise<Deployed> {
  const done = await root.deploy('/deployments', { hosts: ids, action, ...more })
  const faults = done.hosts.flatMap(({ problem }) => problem ?? [])
  expect([done.status, faults]).toEqual(['Success', []])
  return done
}

/** All three say so themselves, and each answers. */
async function served(version: string): Promise<void> {
  const { json } = await http(`${root.url}/api/workers`)
  const found = json.workers.map((worker: Record<string, unknown>) => [
    worker['id'],
    worker['status'],
    worker['version'],
  ])
  expect(found.sort()).toEqual(ids.map(id => [id, 'healthy', version]).sort())
  for (const id of ids) expect(await root.chat('the sea', id)).toContain('the sea')
}
