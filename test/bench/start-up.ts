import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cleanup } from '#main/base/cleanup'
import { packagedFolder, packagedProgram, startPackaged } from '../e2e/packaged-app.ts'
import { logOf } from '../e2e/started-app.ts'
import { eventually } from '../integration/processes.ts'
import { endOnSignal } from './end-on-signal.ts'
import { figureText, median, verdict } from './figures.ts'
import { machineText } from './machine.ts'
import { table } from './table.ts'
import { openScreen } from './virtual-screen.ts'

/**
 * How long the packed app (`npm run dist`) takes from the start of its process until its first screen
 * stands and listens, which the app itself writes into its log; and until the root node answers. Cold:
 * nothing of it is in the memory of the system, and it has no data yet.
 */
const starts = 7
const aimMs = 3_000

const cleanup = new Cleanup()
endOnSignal(cleanup)

interface Times {
  readonly answersMs: number
  readonly drawnMs: number
}

async function startOnce(dataDir: string): Promise<Times> {
  const opened = new Cleanup()
  try {
    const began = performance.now()
    const app = startPackaged(opened, dataDir, ['--port=0'])
    const answersMs = await eventually(60_000, async () => {
      if (!app.said().includes('Root node')) throw new Error('it does not answer yet')
      return performance.now() - began
    })
    const drawnMs = await eventually(60_000, async () => {
      const drawn = logOf(dataDir).split('window drawn')[1]
      if (drawn === undefined) throw new Error('nothing is drawn yet')
      return performance.now() - began
    })
    app.child.kill('SIGTERM')
    await app.exited
    return { answersMs, drawnMs }
  } finally {
    await opened.run()
  }
}

/** By file, so that nobody else on the machine loses what they have there. */
function forgetFiles(): void {
  for (const entry of readdirSync(packagedFolder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    spawnSync('dd', [`if=${join(entry.parentPath, entry.name)}`, 'iflag=nocache', 'count=0'])
  }
}

async function measure(isCold: boolean): Promise<readonly Times[]> {
  const times: Times[] = []
  for (let start = 0; start < starts; start++) {
    const folder = mkdtempSync(join(tmpdir(), 'banyan-bench-start-'))
    cleanup.defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
    if (isCold) forgetFiles()
    else {
      await startOnce(folder)
      rmSync(join(folder, 'logs'), { recursive: true })
    }
    times.push(await startOnce(folder))
  }
  return times
}

function row(name: string, times: readonly Times[]): readonly string[] {
  const drawn = times.map(({ drawnMs }) => drawnMs)
  return [
    name,
    figureText(median(times.map(({ answersMs }) => answersMs))),
    figureText(median(drawn)),
    figureText(Math.max(...drawn)),
    `≤ ${aimMs}`,
    verdict(Math.max(...drawn), aimMs),
  ]
}

try {
  if (!existsSync(packagedProgram)) throw new Error('There is nothing packed: npm run dist')
  await openScreen(cleanup)
  console.log(`${machineText()}\n`)
  const rows = [row('cold', await measure(true)), row('warm', await measure(false))]
  const head = [`start, ${starts} each, ms`, 'root answers', 'screen stands', 'slowest', 'aim', '']
  console.log(table(head, rows))
} finally {
  await cleanup.run()
}
