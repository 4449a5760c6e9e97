import { expect, onTestFinished, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { silentLog } from '#main/base/log'
import { composeReplacing } from '#main/compose-replacing'
import type { OpenDatabase } from '#main/store/open-database'
import { asked, openDeployments } from './open-deployments.ts'
import { endless, ScriptedHost } from './scripted-host.ts'

/** What a root node has of replacements, from its start on. */
async function openReplacing(
  hosts: readonly ScriptedHost[],
  house: { readonly database?: OpenDatabase; readonly folder?: string } = {},
) {
  const opened = await openDeployments(hosts, house)
  const { deployments, around } = opened
  await deployments.recover()
  const find = (id: string) => {
    const host = hosts.find(each => each.host.id === id)
    if (!host) throw new Error(`no host ${id}`)
    return around.hosts.get(host.host.id)
  }
  const cleanup = new Cleanup()
  onTestFinished(() => cleanup.run())
  const parts = composeReplacing(
    { deployments, hosts: { get: around.hosts.get, find }, log: silentLog },
    cleanup,
  )
  const all = () =>
    deployments
      .list({ before: Number.MAX_SAFE_INTEGER, limit: 50, isDryRun: false })
      .map(({ deployment: { action, status } }) => `${action} ${status}`)
  return { ...opened, parts, all }
}

const replacing = (old: ScriptedHost, by: ScriptedHost) =>
  [asked([by], { strategy: 'Parallel' }), { replaces: old.host }] as const

test('what replaces another host is kept with its deployment, until the other one is taken away', async () => {
  const [old, fresh] = [new ScriptedHost('old'), new ScriptedHost('new')]
  const house = await openReplacing([old, fresh])
  const id = await house.deployments.start(...replacing(old, fresh))
  expect(house.shelf.find(id)?.deployment.replaces?.status).toBe('waiting')
  await expect.poll(() => house.deployments.get(id).replaces?.status).toBe('begun')
  const uninstall = house.deployments.get(id).replaces?.uninstall ?? ''
  await house.over(uninstall)
  expect([house.all(), house.told]).toEqual([
    ['uninstall Success', 'provision Success'],
    expect.arrayContaining(['installed new', 'uninstalled old']),
  ])
})

test('a root node that ends between the two halves begins the second at its next start, once', async () => {
  const [old, fresh] = [new ScriptedHost('old'), new ScriptedHost('new')]
  // Nobody hears that the first half is over, as nobody does when the root node ends right then.
  const ended = await openDeployments([old, fresh])
  const id = await ended.deployments.start(...replacing(old, fresh))
  await ended.deployments.over(id)
  const { database, folder } = ended
  const seen: (readonly string[])[] = []
  for (let start = 0; start < 2; start += 1) {
    const house = await openReplacing([old, fresh], { database, folder })
    house.parts.begin()
    await expect.poll(() => house.deployments.get(id).replaces?.status).toBe('begun')
    await house.over(house.deployments.get(id).replaces?.uninstall ?? '')
    seen.push(house.all())
  }
  const both = ['uninstall Success', 'provision Success']
  expect(seen).toEqual([both, both])
})

test('one that ends in the first half leaves the old worker, until the deployment is resumed', async () => {
  const [old, fresh] = [new ScriptedHost('old'), new ScriptedHost('new').next('do b', endless)]
  const killed = await openDeployments([old, fresh])
  const id = await killed.deployments.start(...replacing(old, fresh))
  await expect.poll(() => fresh.ran.includes('do b')).toBe(true)
  const { database, folder } = killed
  const house = await openReplacing([old, fresh], { database, folder })
  house.parts.begin()
  expect([house.deployments.get(id).replaces?.status, house.all()]).toEqual([
    'kept',
    ['provision Cancelled'],
  ])
  await house.deployments.resume(id)
  await expect.poll(() => house.deployments.get(id).replaces?.status).toBe('begun')
  await house.over(house.deployments.get(id).replaces?.uninstall ?? '')
  expect(house.all()).toEqual(['uninstall Success', 'provision Success'])
})

test('an old host that is busy keeps its worker; resumed, only that half is done', async () => {
  const [old, fresh] = [new ScriptedHost('old').next('do b', endless), new ScriptedHost('new')]
  const house = await openReplacing([old, fresh])
  const busy = await house.deployments.start(asked([old], { action: 'restart' }))
  const id = await house.deployments.start(...replacing(old, fresh))
  await expect.poll(() => house.deployments.get(id).replaces?.status).toBe('kept')
  await expect(house.deployments.resume(id)).rejects.toMatchObject({
    fault: { code: 'deployment.busy', host: 'old' },
  })
  await house.deployments.cancel(busy)
  await house.deployments.resume(id)
  await expect.poll(() => house.deployments.get(id).replaces?.status).toBe('begun')
  await house.over(house.deployments.get(id).replaces?.uninstall ?? '')
  expect(house.all()).toEqual(['uninstall Success', 'provision Success', 'restart Cancelled'])
  await expect(house.deployments.resume(id)).rejects.toMatchObject({
    fault: { code: 'deployment.over' },
  })
})
