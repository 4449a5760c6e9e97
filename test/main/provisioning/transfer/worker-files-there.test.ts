import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, expect, test, vi } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { PackedCache } from '#main/provisioning/transfer/packed-cache'
import { WorkerArchives } from '#main/provisioning/transfer/worker-archives'
import { workerFilesThere } from '#main/provisioning/transfer/worker-files-there'
import { temporaryFolder } from '../../../integration/processes.ts'
import { type Contents, makeArchive, someBytes } from './an-archive.ts'
import { LocalSite } from './local-site.ts'

const house = new Cleanup()
afterAll(() => house.run())
const never = new AbortController().signal
vi.setConfig({ testTimeout: 30_000 })
/** Packed once for all tests. */
const packed = join(temporaryFolder(house), 'cache')

/** About 4.4 MB compressed, so two pieces. */
const node = someBytes(7_000_000, 'node')
const first: Contents = { 'bin/node': node, 'worker.mjs': 'one', 'licenses/worker.txt': 'MIT' }

function setUp() {
  const [home, root] = [temporaryFolder(house), join(temporaryFolder(house), 'worker')]
  const archives = new WorkerArchives([home])
  const cache = new PackedCache(packed)
  const site = new LocalSite()
  const step = (version: string) =>
    workerFilesThere({ archives, cache, version, architecture: 'x64', root })
  return { home, root, site, step }
}

test('brings all files with their modes, and finds them the next time', async () => {
  const { home, root, site, step } = setUp()
  await makeArchive(home, '1.0.0', first)
  expect(await step('1.0.0').check(site, never)).toEqual({
    isDone: false,
    words: 'Worker 1.0.0 is not there.',
  })
  await step('1.0.0').apply(site, never)
  await step('1.0.0').verify(site, never)
  expect(await step('1.0.0').check(site, never)).toMatchObject({ isDone: true })

  const folder = join(root, 'versions', '1.0.0')
  const modeOf = (path: string) => (statSync(join(folder, path)).mode & 0o7777).toString(8)
  expect(readFileSync(join(folder, 'bin/node')).equals(node)).toBe(true)
  expect(readFileSync(join(folder, 'VERSION'), 'utf8')).toBe('1.0.0\n')
  expect([modeOf('bin/node'), modeOf('worker.mjs'), modeOf('bin'), modeOf('.')]).toEqual([
    '755',
    '644',
    '755',
    '755',
  ])
  expect(readdirSync(root)).toEqual(['versions'])
  const [done, total] = site.told.at(-1) ?? []
  expect(done).toBe(total)
})

test('sends of a second version only what differs', async () => {
  const { home, root, site, step } = setUp()
  await makeArchive(home, '1.0.0', first)
  await makeArchive(home, '1.1.0', { ...first, 'worker.mjs': 'two' })
  await step('1.0.0').apply(site, never)
  site.fedBytes = 0
  expect((await step('1.1.0').apply(site, never)).words).toMatch(
    /^2 files sent .*, 2 were there\.$/,
  )
  await step('1.1.0').verify(site, never)
  expect(site.fedBytes).toBeLessThan(3000)
  const inode = (version: string) => statSync(join(root, 'versions', version, 'bin/node')).ino
  expect(inode('1.1.0')).toBe(inode('1.0.0'))
})

test('goes on at the byte where it broke off', async () => {
  const { home, root, site, step } = setUp()
  await makeArchive(home, '1.0.0', first)
  site.onInput = (work, input) =>
    work.words === 'Receives what is missing' ? Readable.from(firstBytes(input, 1_000_000)) : input
  await expect(step('1.0.0').apply(site, never)).rejects.toMatchObject({
    fault: { code: 'host.step-failed', step: 'worker-files', detail: 'the transfer broke off' },
  })
  const arrived = partsIn(root)
  expect(arrived.bytes).toBeGreaterThan(900_000)

  site.onInput = (_, input) => input
  site.fedBytes = 0
  await step('1.0.0').apply(site, never)
  await step('1.0.0').verify(site, never)
  const [, total = 0] = site.told.at(-1) ?? []
  expect(site.fedBytes - (total - arrived.bytes)).toBeLessThan(3000)
})

test('throws away a part that came to harm, and no other', async () => {
  const { home, root, site, step } = setUp()
  await makeArchive(home, '1.0.0', first)
  site.onInput = (work, input) => {
    if (work.words.startsWith('Unpacks')) throw new Error('the root node ended')
    return input
  }
  await expect(step('1.0.0').apply(site, never)).rejects.toThrow('the root node ended')
  const size = 4 * 1024 * 1024
  const whole = partsIn(root).paths.find(path => statSync(path).size === size) ?? ''
  writeFileSync(whole, readFileSync(whole).fill(0, 100, 200))

  site.onInput = (_, input) => input
  site.fedBytes = 0
  await step('1.0.0').apply(site, never)
  await step('1.0.0').verify(site, never)
  expect(Math.abs(site.fedBytes - size)).toBeLessThan(3000)
})

test('sends anew what came to harm on the way, and gives up in the end', async () => {
  const { home, site, step } = setUp()
  await makeArchive(home, '1.0.0', first)
  let left = 1
  site.onInput = (work, input) =>
    work.words === 'Receives what is missing' && left-- > 0 ? Readable.from(harmed(input)) : input
  await step('1.0.0').apply(site, never)
  await step('1.0.0').verify(site, never)

  const other = setUp()
  await makeArchive(other.home, '1.0.0', first)
  other.site.onInput = (work, input) =>
    work.words === 'Receives what is missing' ? Readable.from(harmed(input)) : input
  await expect(other.step('1.0.0').apply(other.site, never)).rejects.toMatchObject({
    fault: { code: 'host.step-failed', detail: 'what arrives is not what is sent' },
  })
})

test('mends what was changed on the host with what is whole there', async () => {
  const { home, root, site, step } = setUp()
  await makeArchive(home, '1.0.0', first)
  await step('1.0.0').apply(site, never)
  writeFileSync(join(root, 'versions/1.0.0/worker.mjs'), 'eno')
  expect(await step('1.0.0').check(site, never)).toEqual({
    isDone: false,
    words: 'Worker 1.0.0 is there, but not whole: worker.mjs.',
  })
  await expect(step('1.0.0').verify(site, never)).rejects.toThrow('worker.mjs is not what was sent')
  expect((await step('1.0.0').apply(site, never)).words).toMatch(/^1 files sent/)
  expect(await step('1.0.0').check(site, never)).toMatchObject({ isDone: true })
})

test('takes back what it made, but not what was there or what runs', async () => {
  const { home, root, site, step } = setUp()
  await makeArchive(home, '1.0.0', first)
  await makeArchive(home, '1.1.0', first)
  const [older, newer] = [step('1.0.0'), step('1.1.0')]
  await older.apply(site, never)
  await newer.apply(site, never)
  await step('1.0.0').undo?.(site, never)
  symlinkSync('versions/1.0.0', join(root, 'current'))
  await older.undo?.(site, never)
  await newer.undo?.(site, never)
  expect(readdirSync(join(root, 'versions'))).toEqual(['1.0.0'])
})

test('an older transfer that is still going on cannot spoil a newer one', async () => {
  const { home, root, site, step } = setUp()
  await makeArchive(home, '1.0.0', first)
  const old = new AbortController()
  let halfway = () => {}
  const isHalfway = new Promise<void>(resolve => {
    halfway = resolve
  })
  site.onInput = (work, input) =>
    work.words === 'Receives what is missing' ? Readable.from(stalling(input, halfway)) : input
  const stale = step('1.0.0').apply(site, old.signal)
  stale.catch(() => {})
  await isHalfway
  const later = new LocalSite()
  await step('1.0.0').apply(later, never)
  await step('1.0.0').verify(later, never)
  old.abort()
  await expect(stale).rejects.toThrow()
  await step('1.0.0').verify(later, never)
  expect(existsSync(join(root, 'incoming'))).toBe(false)
})

test('refuses a host without enough space before anything is sent, with both figures', async () => {
  const { home, site, step } = setUp()
  await makeArchive(home, '1.0.0', first)
  const feed = site.feed.bind(site)
  site.feed = async (work, input, signal) => {
    const result = await feed(work, input, signal)
    return { ...result, stdout: result.stdout.replace(/^free \d+$/m, 'free 8000') }
  }
  const failure = await step('1.0.0')
    .apply(site, never)
    .catch((reason: unknown) => reason)
  expect(failure).toMatchObject({ fault: { code: 'host.disk-full', freeBytes: 8_192_000 } })
  expect(site.fedBytes).toBeLessThan(3000)
})

function partsIn(root: string) {
  const folder = join(root, 'incoming')
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.part'))
    .map(name => join(folder, name))
  return { paths, bytes: paths.reduce((sum, path) => sum + statSync(path).size, 0) }
}

async function* firstBytes(input: Readable, count: number): AsyncGenerator<Buffer> {
  let left = count
  for await (const chunk of input) {
    yield chunk.subarray(0, left)
    left -= chunk.length
    if (left <= 0) return
  }
}

async function* harmed(input: Readable): AsyncGenerator<Buffer> {
  let count = 0
  for await (const chunk of input) yield count++ > 0 ? Buffer.from(chunk).fill(0) : chunk
}

async function* stalling(input: Readable, onHalf: () => void): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of input) {
    yield chunk
    bytes += chunk.length
    if (bytes < 500_000) continue
    onHalf()
    await new Promise(resolve => setTimeout(resolve, 30))
  }
}
