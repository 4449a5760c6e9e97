import { join } from 'node:path'
import { expect, test } from 'vitest'
import { holdRootLock } from '#main/store/root-lock'
import { startChild } from './child-process.ts'
import { tempFolder } from './temp-database.ts'

test('keeps a second process out until the first is gone, even by kill -9', async () => {
  const folder = tempFolder()
  const path = join(folder, 'root.lock')
  const first = startChild('hold-root-lock.ts', path)
  expect(await first.nextLine()).toBe('held')
  expect(() => holdRootLock({ path })).toThrow(
    expect.objectContaining({ fault: { code: 'data-folder.taken', path: folder } }),
  )
  await first.kill()
  holdRootLock({ path }).release()
})

test('keeps a second root node of the same process out until the lock is released', () => {
  const path = join(tempFolder(), 'root.lock')
  const lock = holdRootLock({ path })
  expect(() => holdRootLock({ path })).toThrow('Another Banyan is using this data folder')
  lock.release()
  holdRootLock({ path }).release()
})
