import { mkdirSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Cleanup } from '#main/base/cleanup'
import { inProject } from '#tools/project'
import { printedPorts, startProcess } from './bench-process.ts'
import { endOnSignal } from './end-on-signal.ts'
import { type LoadCount, loadMixed } from './soak/mixed-load.ts'
import { growthIn, type Reading, readAtRest } from './soak/reading.ts'
import { startCannedWorkers } from './subjects/open-subjects.ts'
import { untilHealthy } from './subjects/root-node.ts'

/**
 * Whether a root node that works for long holds no more than at the beginning: memory, handles,
 * timers, slots. `--seconds=60`, or 3600 for an hour. Ends with 1 when something grew.
 */
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } })
const seconds = Number(values.seconds)
if (!(seconds >= 10)) throw new Error('--seconds: 10 or more')
const rounds = 12
/** Caches, compiled code and the pools of the allocator fill up first. */
const warmUpRounds = 4

const cleanup = new Cleanup()
endOnSignal(cleanup)

async function soak(): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-soak-'))
  cleanup.defer(() => rm(folder, { recursive: true, force: true }))
  const workers = await startCannedWorkers(2)
  cleanup.defer(() => workers.stop())
  const probeFile = join(folder, 'probe.json')
  mkdirSync(join(folder, 'data'))
  const root = await startProcess({
    args: [
      ...['--expose-gc', '--import', join(import.meta.dirname, 'soak', 'probe.ts')],
      inProject('dist', 'headless.mjs'),
    ],
    environment: {
      ROOT_NODE_PORT: '0',
      WORKERS: workers.ports.map(port => `http://127.0.0.1:${port}`).join(','),
      LOCAL_WORKER: 'false',
      DATA_DIR: join(folder, 'data'),
      PROBE_FILE: probeFile,
    },
    portsIn: printedPorts,
  })
  cleanup.defer(() => root.stop())
  await untilHealthy(root.url, 2)

  const count: LoadCount = { served: 0, left: 0 }
  const readings: Reading[] = []
  const began = performance.now()
  for (let round = 1; round <= rounds; round++) {
    await loadMixed(root.url, (seconds * 1_000) / rounds, count)
    const reading = await readAtRest(root, probeFile, (performance.now() - began) / 1_000)
    print(reading, count)
    if (round > warmUpRounds) readings.push(reading)
  }
  return growthIn(readings)
}

function print(reading: Reading, { served, left }: LoadCount): void {
  const { atSeconds, rssMiB, heapMiB, handles, timers, slots } = reading
  console.log(
    `${atSeconds.toFixed(0).padStart(5)} s  served ${served}, left ${left}  rss ${rssMiB.toFixed(1)} MiB  heap ${heapMiB.toFixed(1)} MiB  handles ${handles}  timers ${timers}  slots ${slots}`,
  )
}

try {
  const growth = await soak()
  console.log(growth.length === 0 ? 'flat' : `NOT FLAT: ${growth.join('; ')}`)
  process.exitCode = growth.length === 0 ? 0 : 1
} finally {
  await cleanup.run()
}
