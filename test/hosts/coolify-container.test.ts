import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { fakeToken } from '#test/fakes/coolify/fake-coolify'
import { http, postJson } from '../integration/http.ts'
import { eventually } from '../integration/processes.ts'
import { openCoolifyEngine } from './coolify-engine.ts'
import { openLab } from './lab.ts'
import { logOf, startHostedRoot } from './rooted.ts'
import { savedWorkerImages } from './worker-images.ts'

const house = new Cleanup()
afterAll(() => house.run())

const otherVersion = '0.1.1'

test('a container of Coolify without an open port is reached, found again when it moved, and updated', async () => {
  const folder = await savedWorkerImages(house, otherVersion)
  const host = await openLab(house).up('cellar', '--docker')
  const archives = ['0.1.0', otherVersion].map(each =>
    join(folder, `worker-image-${each}-x64.tar.gz`),
  )
  const { fake, serverUuid, address } = await openCoolifyEngine(host, archives, house)
  const root = await startHostedRoot(house)
  const account = { url: fake.url, token: fakeToken, image: 'registry.example/banyan-worker' }
  const { status, json } = await postJson(`${root.url}/api/coolify`, account)
  expect([status, json]).toEqual([201, expect.anything()])
  const place = { account_id: json.id, server_uuid: serverUuid }
  const id = await root.addHost(host, { method: 'coolify', coolify: place })
  const noted = async () => (await http(`${root.url}/api/hosts/${id}`)).json.installed
  const serves = () =>
    eventually(60_000, async () => expect(await root.chat('你好', id)).toContain('你好'))

  const first = await root.deploy(`/hosts/${id}/provision`)
  expect(first.status, await logOf(root, first)).toBe('Success')
  await serves()
  const before = await address()
  expect(await noted()).toMatchObject({ method: 'coolify', address: before })
  expect(await host.run('docker ps --format "{{.Ports}}"')).toBe('3001/tcp')
  const again = await root.deploy(`/hosts/${id}/provision`)
  expect([again.status, again.hosts[0]?.steps.filter(step => step.changed)]).toEqual([
    'Success',
    [],
  ])

  // Something else takes its address while it is down.
  await host.run(`worker=$(docker ps -q --filter label=coolify.managed=true)
    docker stop -t 1 $worker
    docker run -d --network coolify --ip ${before} banyan-worker:0.1.0 -e 'setInterval(() => {}, 1e6)'
    docker start $worker`)
  const moved = performance.now()
  await serves()
  const movedMs = performance.now() - moved
  const after = await address()
  expect(after).not.toBe(before)
  expect(await noted()).toMatchObject({ address: after })

  const updated = await root.deploy(`/hosts/${id}/update`, { version: otherVersion })
  expect(updated.status, await logOf(root, updated)).toBe('Success')
  await serves()
  expect(await noted()).toMatchObject({ version: otherVersion, address: await address() })

  await host.lab('crash')
  await host.lab('start')
  const booted = performance.now()
  await serves()
  const bootedMs = performance.now() - booted
  expect(await noted()).toMatchObject({ address: await address() })
  process.stdout.write(
    `by Coolify: found again ${Math.round(movedMs)} ms after a move, ${Math.round(bootedMs)} ms after a boot\n`,
  )
  expect(fake.violations).toEqual([])
}, 600_000)
