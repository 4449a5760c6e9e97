import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import { HostId } from '#contract/ids'
import { followingLink } from '#main/provisioning/coolify/following-link'
import type { HostLink } from '#main/provisioning/host-link'

const never = new AbortController().signal

function linkTo(there: { address: string }): HostLink {
  const refuse = () => Promise.reject(new Error('not asked for'))
  return {
    ...{ hostId: HostId.parse('h'), run: refuse, feed: refuse, roundTripMs: refuse },
    ...{ closed: new Promise(() => {}), close() {} },
    async forward(address) {
      if (address === there.address) return new PassThrough()
      throw new FaultError({ code: 'host.unreachable', host: 'h', detail: `nothing at ${address}` })
    },
  }
}

test('goes to where the container is now, and looks it up no more often than needed', async () => {
  const there = { address: '10.0.1.5' }
  let looks = 0
  const link = followingLink(linkTo(there), async () => {
    looks++
    return there.address
  })
  await link.forward('10.0.1.5', 3001, never)
  there.address = '10.0.1.9'
  await link.forward('10.0.1.5', 3001, never)
  await link.forward('10.0.1.5', 3001, never)
  expect(looks).toBe(1)
  there.address = 'nowhere'
  const lost = [1, 2].map(() => link.forward('10.0.1.5', 3001, never).catch(String))
  expect([await Promise.all(lost), looks]).toEqual([
    [
      expect.stringContaining('nothing at 10.0.1.9'),
      expect.stringContaining('nothing at 10.0.1.9'),
    ],
    1,
  ])
})
