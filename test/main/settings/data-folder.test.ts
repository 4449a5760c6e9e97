import { chmodSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dataFolderOf, logFolderOf, makeFolder } from '#main/settings/data-folder'
import { tempFolder } from '../store/temp-database.ts'

const ann = { platform: 'linux', env: {}, home: '/home/ann' } as const

test('is where the platform keeps such things', () => {
  const folders = [
    dataFolderOf(null, ann),
    dataFolderOf(null, { ...ann, env: { XDG_DATA_HOME: '/data' } }),
    dataFolderOf(null, { ...ann, env: { XDG_DATA_HOME: 'not/absolute' } }),
    dataFolderOf(null, { ...ann, platform: 'darwin' }),
    dataFolderOf(null, { ...ann, platform: 'win32', env: { APPDATA: '/roaming' } }),
    dataFolderOf('/srv/banyan', ann),
  ]
  expect(folders).toEqual([
    '/home/ann/.local/share/banyan',
    '/data/banyan',
    '/home/ann/.local/share/banyan',
    '/home/ann/Library/Application Support/Banyan',
    '/roaming/Banyan',
    '/srv/banyan',
  ])
})

test('holds the logs, unless they have a folder of their own', () => {
  expect([logFolderOf(null, '/data'), logFolderOf('/var/log/banyan', '/data')]).toEqual([
    '/data/logs',
    '/var/log/banyan',
  ])
})

test.skipIf(process.platform === 'win32')(
  'is made for its owner alone, and one that is there is left as it is',
  () => {
    const folder = tempFolder()
    chmodSync(folder, 0o755)
    makeFolder(join(folder, 'a', 'b'))
    makeFolder(folder)
    const modes = [folder, join(folder, 'a'), join(folder, 'a', 'b')].map(
      path => statSync(path).mode & 0o777,
    )
    expect(modes).toEqual([0o755, 0o700, 0o700])
  },
)
