import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cleanup } from '#main/base/cleanup'
import { PackedCache } from '#main/provisioning/transfer/packed-cache'
import { WorkerArchives } from '#main/provisioning/transfer/worker-archives'
import { workerFilesThere } from '#main/provisioning/transfer/worker-files-there'
import { inProject } from '#tools/project'
import { openLab } from '../hosts/lab.ts'
import { openLinkSite } from '../hosts/link-site.ts'

/**
 * How fast the worker's archive gets onto a host, by the delay of the line. To be run by hand inside a lab
 * that is up: `lab.sh ctl node test/bench/transfer.ts`, after `npm run worker:archive`.
 */
const house = new Cleanup()
const folder = mkdtempSync(join(tmpdir(), 'banyan-bench-'))
house.defer(() => rmSync(folder, { recursive: true, force: true }))
const never = new AbortController().signal
const seconds = (since: number) => (performance.now() - since) / 1000

try {
  const lab = openLab(house)
  const archives = new WorkerArchives([inProject('out')])
  const cache = new PackedCache(folder)
  const version = await archives.newest('program', 'x64')
  const archive = await archives.open({ kind: 'program', version, architecture: 'x64' })
  const packing = performance.now()
  await cache.packed(archive, await cache.files(archive))
  console.log(`read and packed once: ${seconds(packing).toFixed(1)} s`)
  for (const delayMs of [0, 40, 120]) {
    const host = await lab.up(`bench${delayMs}`)
    if (delayMs > 0) await host.lab('bad', String(delayMs / 2))
    const site = await openLinkSite(host, house)
    const step = workerFilesThere({ archives, cache, version, architecture: 'x64' })
    const began = performance.now()
    let sent = began
    const progress = (done: number, total: number) => {
      if (done === total) sent = performance.now()
    }
    await step.apply({ ...site, progress }, never)
    const whole = seconds(began)
    const looking = performance.now()
    await step.check(site, never)
    const lineSeconds = (sent - began) / 1000
    console.log(
      `${delayMs} ms: sent in ${lineSeconds.toFixed(1)} s (${(archive.bytes / 1e6 / lineSeconds).toFixed(1)} MB/s), in place after ${whole.toFixed(1)} s, looked at again in ${seconds(looking).toFixed(2)} s`,
    )
  }
} finally {
  await house.run()
}
