import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { DesktopFile } from '#main/window/desktop-file'
import { temporaryFolder } from '../../integration/processes.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const empty = {
  closing: null,
  looksForUpdates: false,
  language: null,
  theme: 'system',
  bounds: null,
}

test('remembers what was changed, and leaves nothing else behind', async () => {
  const folder = join(temporaryFolder(cleanup), 'window')
  const file = await DesktopFile.open(join(folder, 'desktop.json'))
  expect(file.kept).toEqual(empty)
  await Promise.all([
    file.change({ closing: 'quit' }),
    file.change({ theme: 'dark', language: 'zh-Hant' }),
  ])
  const again = await DesktopFile.open(join(folder, 'desktop.json'))
  expect(again.kept).toEqual({ ...empty, closing: 'quit', theme: 'dark', language: 'zh-Hant' })
  expect(readdirSync(folder)).toEqual(['desktop.json'])
})

test.each([
  ['nonsense', '{"closing": "qu'],
  ['a list', '[1, 2]'],
  ['a word', '"quit"'],
  ['nothing', 'null'],
])('%s in the file is as good as no file', async (_what, text) => {
  const path = join(temporaryFolder(cleanup), 'desktop.json')
  writeFileSync(path, text)
  expect((await DesktopFile.open(path)).kept).toEqual(empty)
})

test('one bad part does not spoil the others', async () => {
  const path = join(temporaryFolder(cleanup), 'desktop.json')
  const bounds = { x: 'left', y: 0, width: 900, height: 600, isMaximized: false }
  writeFileSync(path, JSON.stringify({ closing: 'quit', theme: 'pink', bounds, more: 1 }))
  const file = await DesktopFile.open(path)
  await file.change({ looksForUpdates: true })
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
    ...empty,
    closing: 'quit',
    looksForUpdates: true,
  })
})
