import { expect, test } from 'vitest'
import { DeploymentId, HostId } from '#contract/ids'
import type { Deployment, DeploymentStatus } from '#contract/model/deployment'
import { deploymentShelf } from '#main/store/deployment-shelf'
import { tempDatabase } from './temp-database.ts'

const request = { asked: 'for it' }
const deployment = (id: string, status: DeploymentStatus): Deployment => ({
  ...{ id: DeploymentId.parse(id), action: 'provision', rollout: 'Parallel', status },
  ...{ version: null, actor: 'owner', isDryRun: false, startedAt: 1, endedAt: null, hosts: [] },
})

test('gives deployments back as they were, the newest first, those that are not over apart', async () => {
  const shelf = deploymentShelf<typeof request>(await tempDatabase())
  const [a, b, c] = (['a', 'b', 'c'] as const).map(id => deployment(id, 'Running'))
  for (const each of [a, b, c]) if (each) await shelf.save({ deployment: each, request })
  await shelf.save({ deployment: deployment('a', 'Success'), request })
  const page = shelf.list({ before: Number.MAX_SAFE_INTEGER, limit: 2, isDryRun: false })
  const rest = shelf.list({ before: page.at(-1)?.place ?? 0, limit: 2, isDryRun: false })
  const beyond = shelf.beyond(1)
  await shelf.remove(beyond)
  expect({
    found: shelf.find('b'),
    pages: [page, rest].map(each => each.map(({ deployment: { id } }) => id)),
    unfinished: shelf.unfinished().map(({ deployment: { id } }) => id),
    beyond,
    removed: shelf.find('a'),
  }).toEqual({
    found: { deployment: b, request },
    pages: [['c', 'b'], ['a']],
    unfinished: ['b', 'c'],
    beyond: ['a'],
    removed: null,
  })
})

test('dry runs are listed apart, and what awaits an uninstall is not over', async () => {
  const shelf = deploymentShelf<typeof request>(await tempDatabase())
  const dry = { ...deployment('dry', 'Success'), isDryRun: true }
  const replaces = { hostId: HostId.parse('h'), hostName: 'h', uninstall: null }
  const waiting = {
    ...deployment('w', 'Success'),
    replaces: { ...replaces, status: 'waiting' },
  } as const
  const kept = { ...deployment('k', 'Success'), replaces: { ...replaces, status: 'kept' } } as const
  for (const each of [dry, waiting, kept]) await shelf.save({ deployment: each, request })
  const listed = (isDryRun: boolean) =>
    shelf
      .list({ before: Number.MAX_SAFE_INTEGER, limit: 9, isDryRun })
      .map(({ deployment: { id } }) => id)
  expect({
    lists: [listed(false), listed(true)],
    unfinished: shelf.unfinished().map(({ deployment: { id } }) => id),
    beyond: shelf.beyond(0),
  }).toEqual({ lists: [['k', 'w'], ['dry']], unfinished: ['w'], beyond: ['k', 'dry'] })
})
