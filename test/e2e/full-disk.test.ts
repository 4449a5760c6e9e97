import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { fillDisk } from '../integration/fill-disk.ts'
import { postJson } from '../integration/http.ts'
import { eventually, temporaryFolder } from '../integration/processes.ts'
import { seriousFaults } from './axe.ts'
import { addressIn, picture, startApp } from './started-app.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** Only the system's own root may mount one. */
const mayMount = process.platform === 'linux' && process.getuid?.() === 0

function smallDisk(): string {
  const folder = temporaryFolder(cleanup)
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', folder])
  if (status !== 0) throw new Error('no small disk could be mounted')
  // Lazily: what the app left open goes with it.
  cleanup.defer(() => void spawnSync('umount', ['-l', folder]))
  return folder
}

test.skipIf(!mayMount).each([
  ['en', 'What is not kept', 'The disk is full'],
  ['zh-Hans', '未能保存的内容', '磁盘已满'],
] as const)('a full disk is told in %s, and mends by itself', async (language, name, why) => {
  const dataDir = smallDisk()
  const { page: window } = await startApp(cleanup, { language, dataDir })
  const address = await addressIn(window)
  const complete = () =>
    postJson(`${address}/v1/chat/completions`, { messages: [{ role: 'user', content: 'ping' }] })
  const remember = () =>
    postJson(`${address}/api/chat`, { session_id: 'a', message: 'x'.repeat(20_000) })
  await eventually(15_000, async () => expect((await complete()).status).toBe(200))

  const filler = join(dataDir, 'filler')
  fillDisk(filler)
  await eventually(20_000, async () => expect((await remember()).status).toBe(507))
  const notice = window.getByRole('status', { name })
  await eventually(30_000, async () => {
    expect((await complete()).status).toBe(200)
    expect(await notice.getByText(why, { exact: false }).count()).toBe(1)
  })
  expect(await seriousFaults(window)).toEqual([])
  await picture(window, `trouble-full-disk-${language}`)

  rmSync(filler)
  await eventually(30_000, async () => {
    expect((await complete()).status).toBe(200)
    expect(await notice.count()).toBe(0)
  })
})
