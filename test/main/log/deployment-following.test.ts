import { expect, test } from 'vitest'
import type { LogMessage } from '#contract/http/deployments'
import { DeploymentId } from '#contract/ids'
import { DeploymentFollowing } from '#main/log/deployment-following'

const [a, b] = ['20261122-101502-3f9c2a', '20261122-101602-3f9c2b'].map(id =>
  DeploymentId.parse(id),
) as [DeploymentId, DeploymentId]
const said = (id: DeploymentId): LogMessage => ({ type: 'log', deployment_id: id, lines: [] })

function openFollowing() {
  const told: string[] = []
  const following = new DeploymentFollowing(({ deployment_id: id }) => told.push(id))
  const hear = () => {
    following.hear(said(a))
    following.hear(said(b))
    return told.splice(0)
  }
  return { following, hear }
}

test('only the lines of the deployment that is looked at are told', () => {
  const { following, hear } = openFollowing()
  const before = hear()
  following.follow(a, true)
  const open = hear()
  following.follow(a, false)
  expect([before, open, hear()]).toEqual([[], [a], []])
})

test('the next one goes on when the one before is left, until the page is gone', () => {
  const { following, hear } = openFollowing()
  following.follow(a, true)
  following.follow(b, true)
  following.follow(a, false)
  const next = hear()
  following.followNone()
  expect([next, hear()]).toEqual([[b], []])
})
