import { expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'

test('closes newest first, each once, and goes on past one that fails', async () => {
  const closed: string[] = []
  const cleanup = new Cleanup()
  cleanup.defer(() => void closed.push('first'))
  cleanup.defer(() => {
    throw new Error('stuck')
  })
  cleanup.defer(async () => void closed.push('last'))
  await expect(cleanup.run()).rejects.toThrow('closing failed')
  await cleanup.run()
  expect(closed).toEqual(['last', 'first'])
})
