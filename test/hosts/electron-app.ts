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
  close(): Promise<void>
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
  const close = () => {
    child.kill('SIGTERM')
    return exited
  }
  cleanup.defer(close)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (piece: Buffer) => {
      output += piece.toString('utf8')
    })
  }
  const window = await app.firstWindow()
  const shown = window.getByText(/^http:\/\/127\.0\.0\.1:\d+$/).first()
  const url = (await shown.textContent()) ?? ''
  return { ...askedRoot(url), url, app, window, output: () => output, close }
}

/**
 * How long the main process was busy with one thing at the most, while `work` was done. What it waited
 * for a processor is taken off, as that is no doing of its own: other programs may be at work here.
 */
export async function longestTurn<T>(
  { app }: Pick<OpenedApp, 'app'>,
  work: () => Promise<T>,
): Promise<{ readonly longestMs: number; readonly outcome: T }> {
  await app.evaluate(() => {
    const everyMs = 2
    const { readFileSync } = process.getBuiltinModule('node:fs')
    const waitedMs = () => {
      const text = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8')
      return Number(text.split(' ')[1]) / 1_000_000
    }
    let before = { at: performance.now(), waited: waitedMs() }
    const watch: TurnWatch = {
      longestMs: 0,
      timer: setInterval(() => {
        const now = { at: performance.now(), waited: waitedMs() }
        const busyMs = now.at - before.at - everyMs - (now.waited - before.waited)
        watch.longestMs = Math.max(watch.longestMs, busyMs)
        before = now
      }, everyMs),
    }
    Object.assign(globalThis, { turnWatch: watch })
  })
  const outcome = await work()
  const longestMs = await app.evaluate(() => {
    const { turnWatch } = globalThis as unknown as { readonly turnWatch: TurnWatch }
    clearInterval(turnWatch.timer)
    return turnWatch.longestMs
  })
  return { longestMs, outcome }
}

interface TurnWatch {
  longestMs: number
  readonly timer: NodeJS.Timeout
}
