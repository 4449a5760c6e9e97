import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { readFileSet } from '#main/provisioning/transfer/file-set'
import {
  archiveFolders,
  compareVersions,
  WorkerArchives,
} from '#main/provisioning/transfer/worker-archives'
import { temporaryFolder } from '../../../integration/processes.ts'
import { makeArchive } from './an-archive.ts'

const house = new Cleanup()
afterAll(() => house.run())

test('lists archives by version, of the first folder that has one, and passes other files by', async () => {
  const [first, second] = [temporaryFolder(house), temporaryFolder(house)]
  for (const name of ['worker-0.9.0-x64.tar.gz', 'worker-0.10.0-rc.1-x64.tar.gz', 'notes.txt']) {
    writeFileSync(join(first, name), '')
  }
  for (const name of [
    'worker-0.9.0-x64.tar.gz',
    'worker-0.10.0-arm64.tar.gz',
    'worker-image-0.10.0-x64.tar.gz',
  ]) {
    writeFileSync(join(second, name), '')
  }
  const archives = new WorkerArchives([first, second, join(first, 'absent')])
  const found = await archives.list()
  expect(found.map(each => [each.kind, each.version, each.architecture, each.path])).toEqual([
    ['program', '0.10.0', 'arm64', join(second, 'worker-0.10.0-arm64.tar.gz')],
    ['image', '0.10.0', 'x64', join(second, 'worker-image-0.10.0-x64.tar.gz')],
    ['program', '0.10.0-rc.1', 'x64', join(first, 'worker-0.10.0-rc.1-x64.tar.gz')],
    ['program', '0.9.0', 'x64', join(first, 'worker-0.9.0-x64.tar.gz')],
  ])
  expect(await archives.newest('program', 'x64')).toBe('0.10.0-rc.1')
  expect(await archives.newest('program', 'arm64')).toBe('0.10.0')
})

test('says what is missing, where it was looked for and how it is made', async () => {
  const folder = temporaryFolder(house)
  const archives = new WorkerArchives([folder])
  await expect(
    archives.open({ kind: 'program', version: '1.0.0', architecture: 'arm64' }),
  ).rejects.toMatchObject({
    fault: {
      code: 'archive.missing',
      file: 'worker-1.0.0-arm64.tar.gz',
      folders: [folder],
      make: 'npm run worker:archive',
    },
  })
  await expect(archives.newest('image', 'x64')).rejects.toMatchObject({
    fault: { make: 'npm run image -- worker --save' },
  })
})

test('tells the hash anew when the file is another one', async () => {
  const folder = temporaryFolder(house)
  const name = { kind: 'program', version: '1.0.0', architecture: 'x64' } as const
  const path = join(folder, 'worker-1.0.0-x64.tar.gz')
  const archives = new WorkerArchives([folder])
  writeFileSync(path, 'one')
  const first = await archives.open(name)
  writeFileSync(path, 'other')
  expect([first.bytes, (await archives.open(name)).bytes]).toEqual([3, 5])
  expect((await archives.open(name)).sha256).not.toBe(first.sha256)
})

test('refuses an archive that holds another version than its name says, or is damaged', async () => {
  const folder = temporaryFolder(house)
  const archives = new WorkerArchives([folder])
  const name = { kind: 'program', version: '1.0.0', architecture: 'x64' } as const
  await makeArchive(folder, '1.0.0', { VERSION: '2.0.0\n' })
  await expect(readFileSet(await archives.open(name))).rejects.toMatchObject({
    fault: { code: 'archive.damaged', detail: 'it is not of the version 1.0.0' },
  })
  await makeArchive(folder, '1.0.0', { MANIFEST: '' })
  await expect(readFileSet(await archives.open(name))).rejects.toMatchObject({
    fault: { code: 'archive.damaged', detail: 'worker-1.0.0-x64/MANIFEST has no place in it' },
  })
  writeFileSync(join(folder, 'worker-1.0.0-x64.tar.gz'), 'nothing like gzip')
  await expect(readFileSet(await archives.open(name))).rejects.toMatchObject({
    fault: { code: 'archive.damaged', detail: 'its compression is broken' },
  })
})

test('looks where the owner says, else beside the programs, else in the project', () => {
  expect(archiveFolders('/srv/archives', '/project/dist')).toEqual(['/srv/archives'])
  expect(archiveFolders(null, '/project/dist')).toEqual(['/project/dist/archives', '/project/out'])
  expect(archiveFolders(null, '/app/resources/app.asar/dist')[0]).toBe('/app/resources/archives')
})

test('orders versions by their numbers, and what comes before a version before it', () => {
  const versions = ['1.10.0', '1.9.0', '1.9.0-rc.2', '1.9.0-rc.10', '2.0.0', '1.9.1']
  expect(versions.toSorted(compareVersions)).toEqual([
    '1.9.0-rc.2',
    '1.9.0-rc.10',
    '1.9.0',
    '1.9.1',
    '1.10.0',
    '2.0.0',
  ])
})
