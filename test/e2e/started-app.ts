import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import type { Cleanup } from '#main/base/cleanup'
import { projectDir } from '#tools/project'
import { temporaryFolder } from '../integration/processes.ts'
import { launchApp } from './electron-launch.ts'

export interface StartedApp {
  readonly app: ElectronApplication
  readonly window: Page
  readonly dataDir: string
}

interface Options {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly dataDir?: string
  readonly language?: 'en' | 'zh-Hans'
}

/** The app on a free port with the demo's models, killed at the end of the test. */
export async function startApp(
  cleanup: Cleanup,
  { args = ['--port=0'], env = {}, dataDir, language = 'en' }: Options = {},
): Promise<StartedApp> {
  const folder = dataDir ?? temporaryFolder(cleanup)
  const app = await launchApp({
    dataDir: folder,
    args,
    env: { MODEL_PROVIDER: 'demo', LANG: 'en_US.UTF-8', ...env },
  })
  const child = app.process()
  const exited = new Promise(resolve => child.once('exit', resolve))
  cleanup.defer(async () => {
    child.kill('SIGKILL')
    await exited
  })
  const window = await app.firstWindow()
  await window.getByRole('banner').waitFor()
  if (language !== 'en') {
    await window.evaluate(name => localStorage.setItem('banyan.language', name), language)
    await window.reload()
    await window.getByRole('banner').waitFor()
  }
  return { app, window, dataDir: folder }
}

/** Where the root node listens, as the window says. */
export async function addressIn(window: Page): Promise<string> {
  const shown = window.getByText(/^http:\/\/127\.0\.0\.1:\d+$/).first()
  return (await shown.textContent()) ?? ''
}

export const goTo = (window: Page, screen: string) =>
  window.getByRole('navigation').first().getByRole('button', { name: screen, exact: true }).click()

const pictures = join(projectDir, '.cache/screenshots')

export async function picture(window: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  await window.screenshot({ path: join(pictures, `${name}.png`) })
}
