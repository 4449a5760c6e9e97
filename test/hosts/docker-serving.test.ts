import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { eventually } from '../integration/processes.ts'
import { openLab } from './lab.ts'
import { type Deployed, logOf, startHostedRoot } from './rooted.ts'
import { savedWorkerImages } from './worker-images.ts'

const house = new Cleanup()
afterAll(() => house.run())

const otherVersion = '0.1.1'
let archives = ''
beforeAll(async () => {
  archives = await savedWorkerImages(house, otherVersion)
}, 600_000)

/** All files but those that the kernel makes, logs, caches, and the disk that the lab puts there for Docker. */
const listing = `find / -xdev \\( -path /proc -o -path /sys -o -path /run -o -path /tmp -o -path /var/log -o -path /var/tmp -o -path /var/cache -o -path /var/lib/docker \\) -prune -o -printf '%M %u %p\\n' | sort`

const changedBy = ({ hosts }: Deployed) =>
  hosts.flatMap(({ steps }) => steps.filter(step => step.changed).map(({ name }) => name))

test('from a bare Debian to a container that serves through the tunnel, and back', async () => {
  const lab = openLab(house)
  const host = await lab.up('boxed', '--docker')
  await host.run('apt-get update -qq')
  const before = await host.run(listing)
  const root = await startHostedRoot(house, { WORKER_ARCHIVES: archives })
  const id = await root.addHost(host, { method: 'docker' })
  const isDone = async (deployed: Deployed) =>
    expect(deployed.status, await logOf(root, deployed)).toBe('Success')
  const serves = (withinMs = 30_000) =>
    eventually(withinMs, async () => expect(await root.chat('你好', id)).toContain('你好'))

  const began = performance.now()
  const first = await root.deploy(`/hosts/${id}/provision`, { version: '0.1.0' })
  await isDone(first)
  expect(await root.chat('你好', id)).toContain('你好')
  const firstMs = performance.now() - began
  expect(changedBy(first)).toEqual([
    ...['own-key', 'docker', 'worker-image', 'tunnel-user', 'settings', 'service'],
  ])

  const again = performance.now()
  const second = await root.deploy(`/hosts/${id}/provision`, { version: '0.1.0' })
  const againMs = performance.now() - again
  await isDone(second)
  expect(changedBy(second)).toEqual([])

  await isDone(await root.deploy(`/hosts/${id}/update`, { version: otherVersion }))
  await serves()
  expect(await host.run("docker ps --format '{{.Image}} {{.Ports}}'")).toBe(
    `banyan-worker:${otherVersion} 127.0.0.1:3001->3001/tcp`,
  )

  await host.run(`kill -9 $(docker inspect -f '{{.State.Pid}}' banyan-worker)`)
  const killed = performance.now()
  await serves()
  const killedMs = performance.now() - killed

  await host.lab('crash')
  await host.lab('start')
  const booted = performance.now()
  await serves(60_000)
  const bootedMs = performance.now() - booted

  process.stdout.write(
    `by Docker: bare to serving ${Math.round(firstMs)} ms, again ${Math.round(againMs)} ms, after a kill ${Math.round(killedMs)} ms, after a boot ${Math.round(bootedMs)} ms\n`,
  )
  await isDone(await root.deploy(`/hosts/${id}/uninstall`))
  expect(await host.run(listing)).toBe(before)
  expect(await host.run('ls -A /var/lib/docker')).toBe('')
  expect(await root.worker(id)).toBeUndefined()
  expect(firstMs).toBeLessThan(90_000)
  expect(againMs).toBeLessThan(5_000)
}, 300_000)
