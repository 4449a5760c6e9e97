import { expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import { DeploymentId, HostId } from '#contract/ids'
import type { Deployment, DeploymentStatus } from '#contract/model/deployment'
import { HostReplacing } from '#main/provisioning/operating/replace-host'

const [old, fresh, other] = ['h-old', 'h-new', 'h-other'].map(id => HostId.parse(id)) as [
  HostId,
  HostId,
  HostId,
]
const made = DeploymentId.parse('20261122-101502-3f9c2a')
const taking = DeploymentId.parse('20261122-101702-3f9c2b')

type Held = Pick<Deployment, 'id' | 'status' | 'hosts' | 'replaces'>
const waiting = { hostId: old, hostName: 'old', status: 'waiting', uninstall: null } as const

/** Deployments that are kept in memory, and end when they are told to. */
function deployments({ busy = null as HostId | null, refusal = null as FaultError | null } = {}) {
  const held = new Map<DeploymentId, Held>()
  const [begun, kept, saved]: string[][] = [[], [], []]
  let tell = (_: DeploymentId) => {}
  const open = () =>
    new HostReplacing({
      deployments: {
        async start(action, hostId, { id = made, replaces }) {
          if (action === 'uninstall' && refusal) throw refusal
          begun?.push(`${action} ${hostId}`)
          const hosts = [{ hostId }] as unknown as Deployment['hosts']
          held.set(id, { id, status: 'Running', hosts, replaces: replaces ? waiting : null })
          return id
        },
        newId: () => taking,
        has: id => held.has(id),
        get: id => held.get(id) ?? {},
        replacing: () => [...held.values()].filter(each => each.replaces?.status === 'waiting'),
        async saveReplaced(id, replaces) {
          const before = held.get(id)
          if (before) held.set(id, { ...before, replaces })
          saved?.push(`${replaces.status} ${replaces.uninstall}`)
        },
        onReplaceable(listener) {
          tell = listener
          return () => {}
        },
        workingOn: id => (id === busy ? made : null),
      },
      nameOf: id => id,
      onKept: id => kept?.push(id),
    })
  const end = async (status: DeploymentStatus = 'Success') => {
    const before = held.get(made)
    if (before) held.set(made, { ...before, status })
    if (status === 'Success') tell(made)
    await new Promise(resolve => setImmediate(resolve))
  }
  return { replacing: open(), open, held, begun, kept, saved, end }
}

test('the old worker goes only when the new one serves', async () => {
  const { replacing, begun, kept, saved, end } = deployments()
  expect(await replacing.replace(old, fresh)).toBe(made)
  expect(begun).toEqual(['provision h-new'])
  await end()
  expect([begun, kept, saved]).toEqual([
    ['provision h-new', 'uninstall h-old'],
    [],
    [`waiting ${taking}`, `begun ${taking}`],
  ])
})

test('asked twice it is done once', async () => {
  const { replacing, begun, end } = deployments()
  const both = await Promise.all([replacing.replace(old, fresh), replacing.replace(old, fresh)])
  await Promise.all([end(), end()])
  expect([both, begun]).toEqual([
    [made, made],
    ['provision h-new', 'uninstall h-old'],
  ])
})

test('a root node that ends before the second half begins it at the next start, once', async () => {
  const house = deployments()
  await house.replacing.replace(old, fresh)
  await house.replacing.close()
  await house.end()
  expect(house.begun).toEqual(['provision h-new'])
  for (const replacing of [house.open(), house.open()]) {
    replacing.begin()
    await replacing.close()
  }
  expect(house.begun).toEqual(['provision h-new', 'uninstall h-old'])
})

test('one that ended when the second half had just begun does not begin it again', async () => {
  const house = deployments()
  await house.replacing.replace(old, fresh)
  await house.end()
  const before = house.held.get(made)
  if (before) {
    house.held.set(made, { ...before, replaces: { ...waiting, uninstall: taking } })
  }
  const replacing = house.open()
  replacing.begin()
  await replacing.close()
  expect([house.begun, house.held.get(made)?.replaces?.status]).toEqual([
    ['provision h-new', 'uninstall h-old'],
    'begun',
  ])
})

test('an old host that cannot be worked on keeps its worker, until somebody goes on', async () => {
  const house = deployments({ refusal: new FaultError({ code: 'host.unknown', host: 'h-old' }) })
  await house.replacing.replace(old, fresh)
  await house.end()
  expect([house.kept, house.held.get(made)?.replaces]).toEqual([
    [old],
    { ...waiting, status: 'kept' },
  ])
})

test('the end of the root node does not settle it', async () => {
  const house = deployments({ refusal: new FaultError({ code: 'root.stopping' }) })
  await house.replacing.replace(old, fresh)
  await house.end()
  expect([house.kept, house.held.get(made)?.replaces]).toEqual([
    [],
    { ...waiting, uninstall: taking },
  ])
})

test('is refused by itself, while it is worked on, and by a third host meanwhile', async () => {
  const { replacing } = deployments()
  await expect(replacing.replace(old, old)).rejects.toMatchObject({
    fault: { code: 'request.malformed', param: 'by' },
  })
  const busy = deployments({ busy: old })
  await expect(busy.replacing.replace(old, fresh)).rejects.toMatchObject({
    fault: { code: 'deployment.busy', host: old },
  })
  await replacing.replace(old, fresh)
  await expect(replacing.replace(old, other)).rejects.toMatchObject({
    fault: { code: 'deployment.busy', host: old },
  })
})
