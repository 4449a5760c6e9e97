import type { ElectronApplication, Page } from 'playwright-core'
import type { Cleanup } from '#main/base/cleanup'
import { inProject } from '#tools/project'
import { openScreen } from '../bench/virtual-screen.ts'
import { launchApp } from '../e2e/electron-launch.ts'
import { temporaryFolder } from '../integration/processes.ts'
import { type AskedRoot, askedRoot } from './rooted.ts'

/** The real app with its window, inside the lab's network. */
export interface OpenedApp extends AskedRoot {
  readonly url: string
  readonly app: ElectronApplication
  readonly window: Page
  /** What it printed so far. */
  output(): string
}

/** In the language that a locale such as `zh_CN.UTF-8` stands for. */
export async function openApp(
  cleanup: Cleanup,
  {
    language = 'en_US.UTF-8',
    dataDir = temporaryFolder(cleanup),
  }: { readonly language?: string; readonly dataDir?: string } = {},
): Promise<OpenedApp> {
  await openScreen(cleanup)
  const app = await launchApp({
    dataDir,
    args: ['--port=0'],
    env: {
      MODEL_PROVIDER: 'demo',
      LOCAL_WORKER: 'false',
      HEALTH_CHECK_INTERVAL_MS: '2000',
      WORKER_ARCHIVES: inProject('out'),
      LANG: language,
    },
  })
  const child = app.process()
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  cleanup.defer(async () => {
    child.kill('SIGTERM')
    await exited
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (piece: Buffer) => {
      output += piece.toString('utf8')
    })
  }
  const window = await app.firstWindow()
  const shown = window.getByText(/^http:\/\/127\.0\.0\.1:\d+$/).first()
  const url = (await shown.textContent()) ?? ''
  return { ...askedRoot(url), url, app, window, output: () => output }
}

/** The longest time, in milliseconds, for which the main process did nothing else while `work` was done. */
export async function longestTurn<T>(
  { app }: Pick<OpenedApp, 'app'>,
  work: () => Promise<T>,
): Promise<{ readonly longestMs: number; readonly p99Ms: number; readonly outcome: T }> {
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
    const histogram = monitorEventLoopDelay({ resolution: 1 })
    histogram.enable()
    Object.assign(globalThis, { histogramOfTheTest: histogram })
  })
  const outcome = await work()
  const delays = await app.evaluate(() => {
    const { histogramOfTheTest: histogram } = globalThis as unknown as HistogramOfTheTest
    histogram.disable()
    return {
      longestMs: histogram.max / 1_000_000,
      p99Ms: histogram.percentile(99) / 1_000_000,
    }
  })
  return { ...delays, outcome }
}

interface HistogramOfTheTest {
  readonly histogramOfTheTest: {
    disable(): void
    percentile(percent: number): number
    readonly max: number
  }
}
