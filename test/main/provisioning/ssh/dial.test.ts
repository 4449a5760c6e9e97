import { once } from 'node:events'
import { expect, test } from 'vitest'
import { HostId } from '#contract/ids'
import { safeLookup } from '#main/base/safe-lookup'
import { dial } from '#main/provisioning/ssh/dial'

const never = new AbortController().signal
const place = { hostId: HostId.parse('h'), host: 'h', port: 22, via: null }

test.each(['169.254.169.254', 'fe80::1', '::ffff:169.254.169.254'])(
  '%s is not dialled',
  async address => {
    await expect(dial({ ...place, address }, never)).rejects.toMatchObject({
      fault: { code: 'host.unreachable', detail: expect.stringContaining('link-local') },
    })
  },
)

test('a name is looked up once, and what is dialled is what was looked at', async () => {
  const socket = await dial({ ...place, address: 'localhost', port: 1 }, never)
  const [failure] = await once(socket, 'error')
  expect(failure).toMatchObject({ code: 'ECONNREFUSED' })
  const found = await new Promise(resolve => {
    safeLookup('169.254.169.254', { all: true }, error => resolve(error?.message))
  })
  expect(found).toContain('link-local or metadata')
})
