import { expect, test } from 'vitest'
import { DeploymentId, HostId } from '#contract/ids'
import type { DeploymentStatus } from '#contract/model/deployment'
import { HostReplacing } from '#main/provisioning/operating/replace-host'

const [old, fresh, other] = ['h-old', 'h-new', 'h-other'].map(id => HostId.parse(id)) as [
  HostId,
  HostId,
  HostId,
]
const made = DeploymentId.parse('20261122-101502-3f9c2a')

/** Deployments that end when they are told to. */
function deploymentsEnding(status: DeploymentStatus, busy: HostId | null = null) {
  const begun: string[] = []
  const kept: string[] = []
  let finish = () => {}
  const ended = new Promise<void>(resolve => {
    finish = resolve
  })
  const replacing = new HostReplacing({
    deployments: {
      async start(action, hostId) {
        begun.push(`${action} ${hostId}`)
        return made
      },
      over: () => ended,
      get: () => ({ status }),
      workingOn: id => (id === busy ? made : null),
    },
    nameOf: id => id,
    onKept: id => kept.push(id),
  })
  const end = async () => {
    finish()
    await new Promise(resolve => setImmediate(resolve))
  }
  return { replacing, begun, kept, end }
}

test('the old worker goes only when the new one serves', async () => {
  const { replacing, begun, kept, end } = deploymentsEnding('Success')
  expect(await replacing.replace(old, fresh)).toBe(made)
  expect(begun).toEqual(['provision h-new'])
  await end()
  expect([begun, kept]).toEqual([['provision h-new', 'uninstall h-old'], []])
})

test.each(['Partial', 'Failed', 'Cancelled'] as const)('it stays after %s', async status => {
  const { replacing, begun, kept, end } = deploymentsEnding(status)
  await replacing.replace(old, fresh)
  await end()
  expect([begun, kept]).toEqual([['provision h-new'], ['h-old']])
})

test('asked twice it is done once', async () => {
  const { replacing, begun, end } = deploymentsEnding('Success')
  const both = await Promise.all([replacing.replace(old, fresh), replacing.replace(old, fresh)])
  await end()
  expect([both, begun]).toEqual([
    [made, made],
    ['provision h-new', 'uninstall h-old'],
  ])
})

test('is refused by itself, while it is worked on, and by a third host meanwhile', async () => {
  const { replacing } = deploymentsEnding('Success')
  await expect(replacing.replace(old, old)).rejects.toMatchObject({
    fault: { code: 'request.malformed', param: 'by' },
  })
  const busy = deploymentsEnding('Success', old)
  await expect(busy.replacing.replace(old, fresh)).rejects.toMatchObject({
    fault: { code: 'deployment.busy', host: old },
  })
  await replacing.replace(old, fresh)
  await expect(replacing.replace(old, other)).rejects.toMatchObject({
    fault: { code: 'deployment.busy', host: old },
  })
})
