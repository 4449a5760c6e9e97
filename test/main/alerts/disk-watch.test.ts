import { statfsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DiskWatch } from '#main/alerts/disk-watch'
import { tempFolder } from '../store/temp-database.ts'

test('knows the disk of a folder, and says so when it does not', async () => {
  const folder = tempFolder()
  const there = new DiskWatch(folder)
  const missing = new DiskWatch(join(folder, 'missing'))
  const first = there.look()
  await there.refresh()
  await missing.refresh()
  const { blocks, bsize } = statfsSync(folder)
  expect([first, there.look(), missing.look()]).toEqual([
    null,
    { totalBytes: blocks * bsize, freeBytes: expect.any(Number) },
    null,
  ])
})
