import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { http, postJson } from '../integration/http.ts'
import { type Lab, type LabHost, openLab } from './lab.ts'
import { type Deployed, type HostedRoot, logOf, startHostedRoot } from './rooted.ts'

const house = new Cleanup()
afterAll(() => house.run())

let lab: Lab
let root: HostedRoot

beforeAll(async () => {
  lab = openLab(house)
  root = await startHostedRoot(house)
})

test('a host that is out of reach for 20 s in the middle of a transfer is no failure', async () => {
  const { host, id, deployment } = await inTransfer('away')
  await host.lab('link', 'down')
  await pause(20_000)
  await host.lab('link', 'up')
  const done = await root.over(deployment)
  expect(done.status, await logOf(root, done)).toBe('Success')
  expect(await root.chat('the sea', id)).toContain('the sea')
})

test('a host that loses its power in the middle of a transfer gets the rest after it', async () => {
  const { host, id, deployment } = await inTransfer('dark')
  await host.lab('crash')
  await host.lab('start')
  const done = await root.over(deployment)
  expect(done.status, await logOf(root, done)).toBe('Success')
  const [, sent, total] = /\((\d+) of (\d+) kB/.exec(stepOf(done, 'worker-files').message) ?? []
  expect(Number(sent)).toBeLessThan(0.9 * Number(total))
  expect(await root.chat('the sea', id)).toContain('the sea')
})

test('a host that stays away fails in plain words; it can be resumed, and another root node has to wait', async () => {
  const { host, id, deployment } = await inTransfer('lost')
  await host.lab('link', 'down')
  const failed = await root.over(deployment, 300_000)
  await host.lab('link', 'up')
  expect([failed.status, failed.hosts[0]?.problem]).toEqual(['Failed', expect.any(String)])
  expect(failed.hosts[0]?.problem).toMatch(/could not be reached|was lost|does not answer/i)

  const other = await startHostedRoot(house)
  const refused = await other.deploy(`/hosts/${await other.addHost(host)}/provision`)
  expect(refused.hosts[0]?.problem).toMatch(/at work.*until|locked/i)

  const resumed = await postJson(`${root.url}/api/deployments/${deployment}/resume`, {})
  expect(resumed.status, resumed.text).toBe(202)
  const done = await root.over(deployment)
  expect(done.status, await logOf(root, done)).toBe('Success')
  expect(await root.chat('the sea', id)).toContain('the sea')
}, 420_000)

/** A first provisioning, stopped by nothing yet, with a third of the files sent. */
async function inTransfer(
  name: string,
): Promise<{ host: LabHost; id: string; deployment: string }> {
  const host = await lab.up(name)
  const id = await root.addHost(host)
  await host.lab('rate', '40mbit')
  const { json } = await postJson(`${root.url}/api/hosts/${id}/provision`, {})
  const until = Date.now() + 60_000
  for (;;) {
    const { progress } = stepOf(await seen(json.deployment_id), 'worker-files')
    if (progress && progress.done > progress.total / 3) break
    expect(Date.now()).toBeLessThan(until)
    await pause(50)
  }
  return { host, id, deployment: json.deployment_id }
}

async function seen(deployment: string): Promise<Deployed> {
  return (await http(`${root.url}/api/deployments/${deployment}`)).json
}

function stepOf({ hosts }: Deployed, name: string) {
  const step = hosts[0]?.steps.find(each => each.name === name)
  return step ?? { message: '', progress: null }
}
