import { afterAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { openLab } from './lab.ts'
import { logOf, startHostedRoot } from './rooted.ts'

const house = new Cleanup()
afterAll(() => house.run())

test('from a bare Debian to a worker that serves through the tunnel; a second run changes nothing', async () => {
  const lab = openLab(house)
  const root = await startHostedRoot(house)
  const bare = await lab.up('bare')
  const id = await root.addHost(bare, { name: '法兰克福' })

  const began = performance.now()
  const first = await root.deploy(`/hosts/${id}/provision`)
  const firstMs = performance.now() - began
  expect([first.status, first.hosts[0]?.checks, first.hosts[0]?.problem]).toEqual([
    'Success',
    expect.anything(),
    null,
  ])
  expect(await root.chat('你好', id)).toContain('你好')
  const again = performance.now()
  const second = await root.deploy(`/hosts/${id}/provision`)
  const secondMs = performance.now() - again
  expect(second.status, await logOf(root, second)).toBe('Success')
  expect(second.hosts[0]?.steps.filter(step => step.changed)).toEqual([])
  expect(firstMs).toBeLessThan(90_000)
  expect(secondMs).toBeLessThan(5_000)
})
