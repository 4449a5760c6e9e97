import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { projectDir } from '#tools/project'
import { healthyWorkers, postJson } from '../integration/http.ts'
import { startWorker, temporaryFolder } from '../integration/processes.ts'
import { seriousFaults } from './axe.ts'
import { launchApp } from './electron-launch.ts'

const pictures = join(projectDir, '.cache/screenshots')
mkdirSync(pictures, { recursive: true })

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

interface Started {
  readonly app: ElectronApplication
  readonly window: Page
  readonly address: string
}

/** The app with a local worker and one elsewhere, both healthy. */
async function start(): Promise<Started> {
  const worker = await startWorker(cleanup, { WORKER_ID: 'fra-1a' })
  const app = await launchApp({
    dataDir: temporaryFolder(cleanup),
    args: ['--port=0'],
    env: { MODEL_PROVIDER: 'demo', LANG: 'en_US.UTF-8', WORKERS: worker.url },
  })
  const child = app.process()
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  cleanup.defer(async () => {
    child.kill('SIGKILL')
    await exited
  })
  const window = await app.firstWindow()
  await window.getByText('Root running').first().waitFor()
  const shown = window.getByText(/^http:\/\/127\.0\.0\.1:\d+$/).first()
  const address = (await shown.textContent()) ?? ''
  await healthyWorkers(address, 2)
  return { app, window, address }
}

const card = (window: Page, name: string) => window.locator('.react-flow__node', { hasText: name })

test('a request is counted where it goes, a worker is drained and taken back, the past is looked at', async () => {
  const { window, address } = await start()
  await card(window, 'local-1').getByText('healthy', { exact: true }).waitFor()
  await postJson(`${address}/api/chat`, { session_id: 'a', message: 'hello' })
  await window.getByText('1 requests in the last hour, 0 of them failed').waitFor()

  await card(window, 'local-1').click()
  const panel = window.getByRole('complementary', { name: 'local-1' })
  await panel.getByRole('button', { name: 'Drain' }).click()
  await card(window, 'local-1').getByText('draining', { exact: true }).waitFor()
  await window.getByRole('button', { name: 'Undo' }).click()
  await card(window, 'local-1').getByText('healthy', { exact: true }).waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await window.screenshot({ path: join(pictures, 'topology.png') })

  await window.getByRole('slider').focus()
  await window.keyboard.press('PageDown')
  await window.getByText(/^This is how it was at/).waitFor()
  expect(await panel.getByRole('button', { name: 'Drain' }).isDisabled()).toBe(true)
  await window.getByRole('button', { name: 'Back to live' }).first().click()

  await window.getByRole('radio', { name: 'List' }).click()
  await window.getByRole('row', { name: 'local-1, healthy' }).waitFor()
  expect(await seriousFaults(window)).toEqual([])
})

test('in Chinese it says the same', async () => {
  const { window } = await start()
  await window.getByRole('button', { name: 'Settings', exact: true }).click()
  await window.getByLabel('Language').selectOption('zh-Hans')
  await window.getByRole('button', { name: '拓扑' }).click()
  await card(window, 'local-1').getByText('正常', { exact: true }).waitFor()
  await card(window, 'local-1').click()
  await window.getByRole('button', { name: '停止接收' }).waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await window.screenshot({ path: join(pictures, 'topology-zh.png') })
})
