import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { projectDir } from '#tools/project'
import { healthyWorkers, http, postJson } from '../integration/http.ts'
import { eventually, isAlive, startWorker } from '../integration/processes.ts'
import { launchApp } from './electron-launch.ts'
import { addressIn, drawn, isVisible, startApp } from './started-app.ts'

/** Those of the README are taken anew with `SCREENSHOTS=docs npm run test:e2e`. */
const pictures = join(projectDir, process.env['SCREENSHOTS'] ?? '.cache/screenshots')
mkdirSync(pictures, { recursive: true })

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

interface Started {
  readonly app: ElectronApplication
  readonly window: Page
  readonly pid: number
  readonly dataDir: string
  readonly exited: Promise<number | null>
}

async function start(options: Parameters<typeof startApp>[1] = {}): Promise<Started> {
  const { app, page, dataDir, exited } = await startApp(cleanup, options)
  return { app, window: page, pid: app.process().pid ?? 0, dataDir, exited }
}

/** Presses what a person would press in the tray's menu. */
const pressInTray = (app: ElectronApplication, id: string) =>
  app.evaluate((_electron, itemId) => {
    const { banyanTray } = globalThis as unknown as TrayOfTheApp
    banyanTray.menu.getMenuItemById(itemId)?.click()
  }, id)

const trayItems = (app: ElectronApplication) =>
  app.evaluate(() => {
    const { banyanTray } = globalThis as unknown as TrayOfTheApp
    return banyanTray.menu.items.filter(item => item.visible).map(item => item.label)
  })

interface TrayOfTheApp {
  readonly banyanTray: { readonly menu: Electron.Menu }
}

/** Every process that has this one above it. */
async function descendants(app: ElectronApplication): Promise<readonly number[]> {
  return app.evaluate(({ app: inside }) => inside.getAppMetrics().map(metric => metric.pid))
}

test('start, worker healthy, chat, stop, copy, tray, quit: nothing is left running', async () => {
  const { app, window, exited } = await start()

  await window.getByText('Root running').first().waitFor()
  await window.getByText('healthy', { exact: true }).waitFor()
  const address = await addressIn(window)
  expect((await http(`${address}/health`)).json.status).toBe('healthy')

  await window.getByRole('button', { name: 'Copy address' }).first().click()
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(address)

  await window
    .getByRole('link', { name: 'Chat' })
    .or(window.getByRole('button', { name: 'Chat' }))
    .first()
    .click()
  await window.getByRole('textbox', { name: 'Message' }).fill('我叫小李')
  await window.keyboard.press('Enter')
  await window.getByText('local-1').first().waitFor()
  await window.getByRole('textbox', { name: 'Message' }).fill('我叫什么？')
  await window.getByRole('button', { name: 'Send', exact: true }).click()
  await window
    .getByText(/小李。/)
    .last()
    .waitFor()

  await window.getByRole('textbox', { name: 'Message' }).fill('count to 500')
  await window.getByLabel('Message', { exact: true }).fill('count to 500')
  await window.getByRole('button', { name: 'Send', exact: true }).click()
  await window.getByText(/1 2 3 4 5|1, 2, 3, 4, 5/).waitFor()
  await window.getByRole('button', { name: 'Stop answering' }).click()
  await window.getByRole('button', { name: 'Stop answering' }).waitFor({ state: 'hidden' })
  await eventually(2_000, async () => {
    const { json } = await http(`${address}/api/metrics`)
    expect(json.requests).toMatchObject({ in_flight: 0, served: 2, cancelled: 1 })
  })

  expect(await trayItems(app)).toContain(`Running at ${address}`)
  await pressInTray(app, 'stop')
  await window.getByText('Root stopped').first().waitFor()
  await expect(http(`${address}/health`)).rejects.toThrow('ECONNREFUSED')
  await pressInTray(app, 'start')
  await window.getByText('Root running').first().waitFor()

  const pids = await descendants(app)
  expect(pids.length).toBeGreaterThan(2)
  void pressInTray(app, 'quit').catch(() => {})
  expect(await exited).toBe(0)
  await eventually(5_000, async () => expect(pids.filter(isAlive)).toEqual([]))
})

test('closing the window keeps the root node and the tray, which opens it again', async () => {
  const { app, window, dataDir } = await start()
  await window.getByText('Root running').first().waitFor()
  await drawn(dataDir)
  const address = await addressIn(window)

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await window.getByRole('button', { name: 'Keep running' }).click()
  await eventually(2_000, async () => expect(await isVisible(app)).toBe(false))
  expect((await http(`${address}/health`)).status).toBeLessThan(600)
  await pressInTray(app, 'open')
  await eventually(2_000, async () => expect(await isVisible(app)).toBe(true))
})

test('a second start focuses the first and ends', async () => {
  const first = await start()
  await first.window.getByText('Root running').first().waitFor()
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())

  const second = launchApp({ dataDir: first.dataDir, args: ['--port=0'] })
  await expect(second).rejects.toThrow()
  await eventually(5_000, async () => {
    expect(await isVisible(first.app)).toBe(true)
  })
})

test('a port that is taken: the window says by whom, and another is one click away', async () => {
  const holder = createServer()
  await new Promise<void>(resolve => holder.listen(0, '127.0.0.1', resolve))
  cleanup.defer(() => void holder.close())
  const address = holder.address()
  const port = typeof address === 'object' ? address?.port : 0

  const { window } = await start({ args: [`--port=${port}`] })
  await window.getByText(`pid ${process.pid}`).first().waitFor()
  await window.screenshot({ path: join(projectDir, '.cache/screenshots/port-taken.png') })
  await window.getByRole('button', { name: /^Use port \d+/ }).click()
  await window.getByText('Root running').first().waitFor()
  expect(await addressIn(window)).not.toContain(`:${port}`)
})

test('SIGTERM ends the app in order', async () => {
  const { app, window, pid, exited } = await start()
  await window.getByText('healthy', { exact: true }).waitFor()
  const pids = await descendants(app)
  process.kill(pid, 'SIGTERM')
  expect(await exited).toBe(0)
  await eventually(5_000, async () => expect(pids.filter(isAlive)).toEqual([]))
})

test('kill -9 of the app leaves no worker behind, and what was said is still there', async () => {
  const { app, window, pid, dataDir, exited } = await start()
  await window.getByText('healthy', { exact: true }).waitFor()
  await postJson(`${await addressIn(window)}/api/chat`, { session_id: '小李', message: '我叫小李' })
  const pids = await descendants(app)
  process.kill(pid, 'SIGKILL')
  await exited
  await eventually(10_000, async () => expect(pids.filter(isAlive)).toEqual([]))

  const again = await start({ dataDir })
  await again.window.getByText('healthy', { exact: true }).waitFor()
  const { json } = await postJson(`${await addressIn(again.window)}/api/chat`, {
    session_id: '小李',
    message: '我叫什么？',
  })
  expect(json.response).toContain('小李')
})

test('the page can reach nothing but its bridge', async () => {
  const { window } = await start()
  await window.getByText('Root running').first().waitFor()
  const reach = await window.evaluate(async () => ({
    node: 'require' in globalThis || 'process' in globalThis,
    bridge: Object.keys((globalThis as { banyan?: object }).banyan ?? {}).sort(),
    network: await fetch('http://127.0.0.1:1/').then(
      () => 'open',
      (error: Error) => error.name,
    ),
    inlineScript: (() => {
      const script = document.createElement('script')
      script.textContent = 'document.title = "inline"'
      document.head.append(script)
      return document.title === 'inline' ? 'ran' : 'refused'
    })(),
  }))
  expect(reach).toEqual({
    node: false,
    bridge: ['language', 'onChanges', 'request'],
    network: 'TypeError',
    inlineScript: 'refused',
  })
})

test.each([
  ['light', 'en', 'screenshot-light'],
  ['dark', 'en', 'screenshot-dark'],
  ['light', 'zh-Hans', 'screenshot-zh'],
] as const)('looks as it should: %s, %s', async (scheme, language, name) => {
  const workers = await Promise.all(
    ['fra-1a', 'nrt-1b'].map(id => startWorker(cleanup, { WORKER_ID: id })),
  )
  const { app, window } = await start({
    env: { WORKERS: workers.map(worker => worker.url).join(',') },
  })
  // Playwright puts its own scheme before the system's unless it is told not to.
  await window.emulateMedia({ colorScheme: null })
  await app.evaluate(({ nativeTheme }, theme) => {
    nativeTheme.themeSource = theme
  }, scheme)
  await window.getByText('Root running').first().waitFor()
  const address = await addressIn(window)
  await healthyWorkers(address, 3)
  if (language !== 'en') {
    await window.getByRole('button', { name: 'Settings', exact: true }).click()
    await window.getByRole('button', { name: 'This app' }).click()
    await window.getByLabel('Language').selectOption(language)
    await window.getByText('工作节点').first().click()
  }
  const asking = ['我叫小李', 'hello', 'ping', 'count to 80', 'count to 90'].map(message =>
    postJson(`${address}/api/chat`, { message }),
  )
  await Promise.all(asking.slice(0, 3))
  await window.waitForTimeout(300)
  const picture = await window.screenshot({ path: join(pictures, `${name}.png`) })
  await Promise.all(asking)
  expect(picture.length).toBeGreaterThan(20_000)
})
