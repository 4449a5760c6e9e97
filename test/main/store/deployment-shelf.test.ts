import { expect, test } from 'vitest'
import { DeploymentId } from '#contract/ids'
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
  const page = shelf.list({ before: Number.MAX_SAFE_INTEGER, limit: 2 })
  const rest = shelf.list({ before: page.at(-1)?.place ?? 0, limit: 2 })
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
