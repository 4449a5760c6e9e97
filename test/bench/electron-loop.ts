import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ElectronApplication } from 'playwright-core'
import { Cleanup } from '#main/base/cleanup'
import { findElectron } from '#tools/electron'
import { launchApp } from '../e2e/electron-launch.ts'
import { healthyWorkers } from '../integration/http.ts'
import { cores, freePort, pin } from './bench-process.ts'
import { endOnSignal } from './end-on-signal.ts'
import { figureText, median, verdict } from './figures.ts'
import { Client, type Target } from './load.ts'
import { machineText } from './machine.ts'
import { startCannedWorkers } from './subjects/open-subjects.ts'
import { table } from './table.ts'
import { openScreen } from './virtual-screen.ts'

/**
 * How late the event loop of Electron's main process is while the root node in it serves requests: the
 * real app with its window open, driven as the end-to-end tests drive it; once many requests and one
 * worker, once many workers, whose every change the window draws. The clock that looks is asked for
 * from outside, the app knows nothing of it.
 */
const loads = [
  { workers: 1, requestsASecond: 500 },
  { workers: 200, requestsASecond: 50 },
] as const
type Load = (typeof loads)[number]
const lastsMs = 10_000
const warmUpMs = 5_000
const rounds = 3
const aimMs = 10

interface Delays {
  readonly p50: number
  readonly p99: number
  readonly longest: number
}

const cleanup = new Cleanup()
endOnSignal(cleanup)
try {
  if (await canRun()) {
    console.log(machineText())
    pin(process.pid, cores.others)
    for (const load of loads) await measure(load)
  }
} finally {
  await cleanup.run()
}

/** Says what is missing otherwise: like a stranger that is not there, it breaks nothing. */
async function canRun(): Promise<boolean> {
  const hasScreen = await openScreen(cleanup).then(
    () => true,
    () => false,
  )
  if (!hasScreen) console.log('Electron: not measured, no display and no Xvfb: npm run setup:test')
  const hasElectron = findElectron() !== null
  if (!hasElectron) console.log('Electron: not measured, there is none: npm run electron:fetch')
  return hasScreen && hasElectron
}

async function measure(load: Load): Promise<void> {
  const opened = new Cleanup()
  try {
    await measureOpen(load, opened)
  } finally {
    await opened.run()
  }
}

async function measureOpen({ workers: count, requestsASecond }: Load, opened: Cleanup) {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-bench-electron-'))
  opened.defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  const workers = await startCannedWorkers(count)
  opened.defer(() => workers.stop())
  const port = await freePort()
  const app = await launchApp({
    dataDir: folder,
    args: [`--port=${port}`],
    env: {
      WORKERS: workers.ports.map(localUrl).join(','),
      LOCAL_WORKER: 'false',
      LANG: 'en_US.UTF-8',
    },
  })
  opened.defer(() => app.close())
  // Those that it starts later stay there too; those that run already, such as the page's, go where they like.
  pin(app.process().pid ?? 0, cores.measured)
  const target = { url: localUrl(port), headers: {} }
  await (await app.firstWindow()).getByRole('banner').waitFor()
  await healthyWorkers(target.url, count)

  const send = (forMs: number) => sendSteadily(target, requestsASecond, forMs)
  await send(warmUpMs)
  const idle: Delays[] = []
  const busy: Delays[] = []
  for (let round = 0; round < rounds; round++) {
    idle.push(await delaysWhile(app, () => pause(lastsMs / 2)))
    busy.push(await delaysWhile(app, () => send(lastsMs)))
  }
  const version = await app.evaluate(() => process.versions['electron'])
  const title = `Electron ${version}, ${count} workers, medians of ${rounds} rounds, ms`
  print(title, `${requestsASecond} requests a second`, idle, busy)
}

function localUrl(port: number): string {
  return `http://127.0.0.1:${port}`
}

/** As many as are due by the clock, whether or not those before were answered. */
async function sendSteadily(target: Target, requestsASecond: number, forMs: number): Promise<void> {
  const client = new Client(target, 64, null)
  const sending: Promise<void>[] = []
  const began = performance.now()
  for (let spent = 0; spent < forMs; spent = performance.now() - began) {
    const due = (spent / 1_000) * requestsASecond
    while (sending.length < due) sending.push(client.send())
    await pause(1)
  }
  await Promise.all(sending)
  await client.close()
}

/** Measured by Node's own histogram inside the main process. */
async function delaysWhile(
  app: ElectronApplication,
  work: () => Promise<unknown>,
): Promise<Delays> {
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
    const histogram = monitorEventLoopDelay({ resolution: 1 })
    histogram.enable()
    Object.assign(globalThis, { benchHistogram: histogram })
  })
  await work()
  return app.evaluate(() => {
    const { benchHistogram: histogram } = globalThis as unknown as HistogramOfTheBench
    histogram.disable()
    const ms = (nanos: number) => nanos / 1_000_000
    return {
      p50: ms(histogram.percentile(50)),
      p99: ms(histogram.percentile(99)),
      longest: ms(histogram.max),
    }
  })
}

interface HistogramOfTheBench {
  readonly benchHistogram: {
    disable(): void
    percentile(percent: number): number
    readonly max: number
  }
}

function print(
  title: string,
  busyName: string,
  idle: readonly Delays[],
  busy: readonly Delays[],
): void {
  const cells = (list: readonly Delays[]) => [
    figureText(median(list.map(({ p50 }) => p50))),
    figureText(median(list.map(({ p99 }) => p99))),
    figureText(median(list.map(({ longest }) => longest))),
  ]
  const p99 = median(busy.map(delays => delays.p99))
  console.log(
    `\n${table(
      [title, 'p50', 'p99', 'longest', 'aim for p99', ''],
      [
        ['idle', ...cells(idle), '', ''],
        [busyName, ...cells(busy), `≤ ${aimMs}`, verdict(p99, aimMs)],
      ],
    )}`,
  )
}
