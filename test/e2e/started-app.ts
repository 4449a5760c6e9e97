import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Cleanup } from '#main/base/cleanup'
import { findElectron } from '#tools/electron'
import { projectDir } from '#tools/project'
import { eventually, temporaryFolder } from '../integration/processes.ts'
import { launchApp } from './electron-launch.ts'

export interface StartedApp {
  readonly app: ElectronApplication
  readonly page: Page
  readonly dataDir: string
  readonly exited: Promise<number | null>
}

interface StartOptions {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly dataDir?: string
  readonly language?: 'en' | 'zh-Hans'
}

/** The real app with the demo, on a port of its own, in English unless told otherwise. */
export async function startApp(
  cleanup: Cleanup,
  { args = [], env = {}, dataDir = temporaryFolder(cleanup), language = 'en' }: StartOptions = {},
): Promise<StartedApp> {
  const app = await launchApp({
    dataDir,
    args: ['--port=0', ...args],
    env: { MODEL_PROVIDER: 'demo', LANG: 'en_US.UTF-8', ...env },
  })
  const child = app.process()
  const exited = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)))
  cleanup.defer(async () => {
    child.kill('SIGKILL')
    await exited
  })
  const page = await app.firstWindow()
  if (language !== 'en') {
    await page.getByRole('banner').waitFor()
    await page.evaluate(name => localStorage.setItem('banyan.language', name), language)
    await page.reload()
    await page.getByRole('banner').waitFor()
  }
  return { app, page, dataDir, exited }
}

/** Starts the app once more, as a desktop does at a link; resolves when that start has ended. */
export function startAgain(dataDir: string, ...args: readonly string[]): Promise<number | null> {
  const electron = findElectron()
  if (electron === null) throw new Error('No Electron is here: run `npm run electron:fetch`.')
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const env = { ...process.env, DATA_DIR: dataDir }
  const child = spawn(electron.executable, [projectDir, ...sandbox, ...args], {
    stdio: 'ignore',
    env,
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => resolve(code))
  })
}

export const isVisible = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false)

export const resize = (app: ElectronApplication, width: number, height: number) =>
  app.evaluate(
    ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
    [width, height] as const,
  )

export const closeWindow = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())

/** Until the first frame stands on the screen: from then on the page listens. */
export async function drawn(dataDir: string): Promise<void> {
  await eventually(15_000, async () => expect(logOf(dataDir)).toContain('window drawn'))
}

export function logOf(dataDir: string): string {
  const folder = join(dataDir, 'logs')
  return readdirSync(folder)
    .map(name => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
}

export async function picture(page: Page, name: string): Promise<void> {
  const folder = join(projectDir, '.cache/screenshots')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** Where the root node listens, as the window says. */
export async function addressIn(page: Page): Promise<string> {
  const shown = page.getByText(/^http:\/\/127\.0\.0\.1:\d+$/).first()
  return (await shown.textContent()) ?? ''
}

export const goTo = (page: Page, screen: string) =>
  page.getByRole('navigation').first().getByRole('button', { name: screen, exact: true }).click()
