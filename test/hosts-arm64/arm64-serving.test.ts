import { afterAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { openLab } from '../hosts/lab.ts'
import { logOf, startHostedRoot } from '../hosts/rooted.ts'

const house = new Cleanup()
afterAll(() => house.run())

test('from a bare Debian on arm64 to a worker that serves through the tunnel', async () => {
  const host = await openLab(house).up('arm', '--base', 'bookworm-arm64')
  const root = await startHostedRoot(house)
  const id = await root.addHost(host)

  const began = performance.now()
  const first = await root.deploy(`/hosts/${id}/provision`)
  expect(first.status, await logOf(root, first)).toBe('Success')
  expect(await root.chat('你好', id)).toContain('你好')
  const firstMs = performance.now() - began

  const again = performance.now()
  const second = await root.deploy(`/hosts/${id}/provision`)
  const againMs = performance.now() - again
  expect(second.status, await logOf(root, second)).toBe('Success')
  expect(second.hosts[0]?.steps.filter(step => step.changed)).toEqual([])
  process.stdout.write(
    `arm64: bare to serving ${Math.round(firstMs)} ms, again ${Math.round(againMs)} ms\n`,
  )
})
