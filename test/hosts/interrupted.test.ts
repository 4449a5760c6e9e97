import { afterAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { http, postJson } from '../integration/http.ts'
import { temporaryFolder } from '../integration/processes.ts'
import { openLab } from './lab.ts'
import { type Deployed, logOf, startHostedRoot } from './rooted.ts'

const house = new Cleanup()
afterAll(() => house.run())

test('a root node that is killed in the middle of each step in turn goes on when it is asked to', async () => {
  const lab = openLab(house)
  const folder = temporaryFolder(house)
  const host = await lab.up('struck')
  let root = await startHostedRoot(house, {}, folder)
  const id = await root.addHost(host)
  const dry = await postJson(`${root.url}/api/hosts/${id}/provision`, { dry_run: true })
  const names: readonly string[] = dry.json.hosts[0].steps.map(
    (step: { name: string }) => step.name,
  )
  expect(names.length).toBeGreaterThan(4)
  // So that each step takes some round trips that can be seen.
  await host.lab('bad', '10')
  const begun = await postJson(`${root.url}/api/hosts/${id}/provision`, {})
  const deployment = begun.json.deployment_id

  const struck: string[] = []
  for (const name of names) {
    await seenRunning(root.url, deployment, name)
    root.signal('SIGKILL')
    await root.exited
    root = await startHostedRoot(house, {}, folder)
    const left = await deployed(root.url, deployment)
    expect([left.status, left.hosts[0]?.problem]).toEqual([
      'Cancelled',
      'The root node ended meanwhile. Resume the deployment: it goes on from what it finds.',
    ])
    struck.push(name)
    const resumed = await postJson(`${root.url}/api/deployments/${deployment}/resume`, {})
    expect(resumed.status, resumed.text).toBe(202)
  }
  expect(struck).toEqual(names)
  const done = await root.over(deployment)
  expect([done.status, done.hosts[0]?.problem], await logOf(root, done)).toEqual(['Success', null])
  expect(await root.chat('the sea', id)).toContain('the sea')
  expect(await host.run('ls -d /var/lib/banyan/lock 2>/dev/null || echo none')).toBe('none')
}, 300_000)

async function deployed(url: string, id: string): Promise<Deployed> {
  return (await http(`${url}/api/deployments/${id}`)).json
}

/** Asked without a pause: some steps take no longer than a few round trips. */
async function seenRunning(url: string, id: string, name: string): Promise<void> {
  const until = Date.now() + 60_000
  for (;;) {
    const { hosts, status } = await deployed(url, id)
    if (hosts[0]?.steps.some(step => step.name === name && step.status === 'running')) return
    expect([status, Date.now() < until], `${name} was not seen`).toEqual(['Running', true])
  }
}
