import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { PackedCache } from '#main/provisioning/transfer/packed-cache'
import { WorkerArchives } from '#main/provisioning/transfer/worker-archives'
import { workerFilesThere } from '#main/provisioning/transfer/worker-files-there'
import { temporaryFolder } from '../integration/processes.ts'
import { type Contents, makeArchive, someBytes } from '../main/provisioning/transfer/an-archive.ts'
import { openLab } from './lab.ts'
import { openLinkSite } from './link-site.ts'

const house = new Cleanup()
afterAll(() => house.run())
const lab = openLab(house)
const never = new AbortController().signal

const home = temporaryFolder(house)
const archives = new WorkerArchives([home])
const packed = join(temporaryFolder(house), 'cache')
const node = someBytes(32_000_000, 'node')
const first: Contents = { 'bin/node': node, 'worker.mjs': someBytes(2_000_000, 'worker') }
const chunk = 4 * 1024 * 1024

/** Another start of the root node: nothing is remembered but what is on disk. */
const step = (version: string) =>
  workerFilesThere({ archives, cache: new PackedCache(packed), version, architecture: 'x64' })

beforeAll(async () => {
  await makeArchive(home, '1.0.0', first)
  await makeArchive(home, '1.1.0', { ...first, 'worker.mjs': someBytes(2_000_000, 'next worker') })
})

/** What left through this network's one cable since it was made. */
const wireBytes = () =>
  Number(
    readFileSync('/proc/self/net/dev', 'utf8')
      .split('\n')
      .find(line => line.trim().startsWith('eth0:'))
      ?.split(/[:\s]+/)
      .filter(Boolean)[9],
  )

const treeHash =
  'cd /opt/banyan-worker/versions/1.0.0 && find . -type f ! -name MANIFEST | sort | xargs sha256sum'

test('brings a whole version, as it is at home; then only the file that changed', async () => {
  const host = await lab.up('whole')
  const site = await openLinkSite(host, house)
  await step('1.0.0').apply(site, never)
  await step('1.0.0').verify(site, never)
  const atHome = execFileSync('sh', ['-c', `find . -type f | sort | xargs sha256sum`], {
    cwd: join(home, 'worker-1.0.0-x64'),
    encoding: 'utf8',
  })
  expect(await host.run(treeHash)).toBe(atHome.trim())
  expect(await host.run('ls -A /opt/banyan-worker')).toBe('versions')

  expect(await step('1.0.0').check(site, never)).toMatchObject({ isDone: true })

  const between = wireBytes()
  await step('1.1.0').apply(site, never)
  await step('1.1.0').verify(site, never)
  const changed = wireBytes() - between
  expect(changed).toBeLessThan(2_000_000)
  expect(await host.run('stat -c %h /opt/banyan-worker/versions/1.1.0/bin/node')).toBe('2')
})

test('goes on where the cable was pulled at the half, in another start, by counted bytes', async () => {
  const host = await lab.up('cut')
  const site = await openLinkSite(host, house)
  const before = wireBytes()
  let half: Promise<unknown> | null = null
  site.onFed = () => {
    const [, total = 0] = site.told.at(-1) ?? []
    if (total > 0 && wireBytes() - before > total / 2) half ??= host.lab('link', 'down')
  }
  await host.lab('rate', '12mbit')
  await expect(step('1.0.0').apply(site, never)).rejects.toMatchObject({
    fault: { code: 'host.cut' },
  })
  await half
  await host.lab('link', 'up')
  await host.lab('rate', 'off')
  const there = Number(await host.run('cat /opt/banyan-worker/incoming/*/*.part | wc -c'))

  const again = await openLinkSite(host, house)
  const began = wireBytes()
  await step('1.0.0').apply(again, never)
  const sent = wireBytes() - began
  await step('1.0.0').verify(again, never)
  const [, total = 0] = again.told.at(-1) ?? []
  expect(there).toBeGreaterThan(total / 4)
  expect(again.fedBytes() - (total - there)).toBeLessThan(chunk)
  expect(sent).toBeLessThan((total - there) * 1.05 + chunk)
  expect(again.told[0]?.[0]).toBeGreaterThanOrEqual(there - chunk)
  expect(await host.run('ls -A /opt/banyan-worker')).toBe('versions')
})

test('goes on after the host lost its power in the middle', async () => {
  const host = await lab.up('power')
  const site = await openLinkSite(host, house)
  await host.lab('rate', '24mbit')
  let half: Promise<unknown> | null = null
  site.onFed = bytes => {
    if (bytes > 8_000_000) half ??= host.lab('crash').then(() => site.openLink.close())
  }
  await expect(step('1.0.0').apply(site, never)).rejects.toMatchObject({
    fault: { code: 'host.cut' },
  })
  await half
  await host.lab('start')
  const again = await openLinkSite(host, house)
  await step('1.0.0').apply(again, never)
  await step('1.0.0').verify(again, never)
  const [, total = 0] = again.told.at(-1) ?? []
  expect(again.fedBytes()).toBeLessThan(total - 4_000_000)
})

test('a part that came to harm on the host is sent anew, and no other', async () => {
  const host = await lab.up('harm')
  const site = await openLinkSite(host, house)
  const stop = new AbortController()
  site.onFed = bytes => {
    if (bytes > 12_000_000) stop.abort(new Error('somebody stopped it'))
  }
  await expect(step('1.0.0').apply(site, stop.signal)).rejects.toThrow('somebody stopped it')
  await host.run(
    'cd /opt/banyan-worker/incoming/* && f=$(ls -S | head -n 1) && printf harm | dd of=$f seek=7 bs=1 conv=notrunc 2>/dev/null',
  )
  const there = Number(await host.run('cat /opt/banyan-worker/incoming/*/*.part | wc -c'))
  const again = await openLinkSite(host, house)
  await step('1.0.0').apply(again, never)
  await step('1.0.0').verify(again, never)
  const [, total = 0] = again.told.at(-1) ?? []
  const extra = again.fedBytes() - (total - there)
  expect(extra).toBeGreaterThan(0)
  expect(extra).toBeLessThan(chunk + 10_000)
})

test('refuses a disk that is too small before anything is sent', async () => {
  const host = await lab.up('small', '--disk', '64M')
  const site = await openLinkSite(host, house)
  await expect(step('1.0.0').apply(site, never)).rejects.toMatchObject({
    fault: { code: 'host.disk-full', host: 'small' },
  })
  expect(site.fedBytes()).toBeLessThan(4000)
})

test('gives the space back when the disk runs full on the way', async () => {
  const host = await lab.up('filling', '--disk', '256M')
  const site = await openLinkSite(host, house)
  const before = await host.run('df -Pk / | tail -n 1 | tr -s " " | cut -d " " -f 4')
  let filling: Promise<unknown> | null = null
  site.onFed = bytes => {
    if (bytes > 2_000_000) {
      filling ??= host.run('dd if=/dev/zero of=/filler bs=1M 2>/dev/null || true')
    }
  }
  await host.lab('rate', '24mbit')
  const failure = await step('1.0.0')
    .apply(site, never)
    .catch((reason: unknown) => reason)
  await filling
  expect(failure).toMatchObject({ fault: { code: 'host.disk-full', host: 'filling' } })
  await host.run('rm /filler')
  const after = await host.run('df -Pk / | tail -n 1 | tr -s " " | cut -d " " -f 4')
  expect(Number(before) - Number(after)).toBeLessThan(4000)
  await host.lab('rate', 'off')
  site.onFed = () => {}
  await step('1.0.0').apply(site, never)
  await step('1.0.0').verify(site, never)
})

test('brings a version to three hosts at once, packed once', async () => {
  const hosts = await Promise.all(['one', 'two', 'three'].map(name => lab.up(name)))
  const sites = await Promise.all(hosts.map(host => openLinkSite(host, house)))
  const cache = new PackedCache(join(temporaryFolder(house), 'cache'))
  await Promise.all(
    sites.map(async site => {
      const each = workerFilesThere({ archives, cache, version: '1.0.0', architecture: 'x64' })
      await each.apply(site, never)
      await each.verify(site, never)
    }),
  )
  const trees = await Promise.all(hosts.map(host => host.run(treeHash)))
  expect(new Set(trees).size).toBe(1)
})
