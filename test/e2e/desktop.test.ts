import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { ElectronApplication } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { eventually, temporaryFolder } from '../integration/processes.ts'
import { seriousFaults } from './axe.ts'
import { closeWindow, drawn, isVisible, picture, startAgain, startApp } from './started-app.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** No bus, so that whatever the desktop here has, this one has no tray. */
const trayless = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' }

const bounds = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())

interface TrayOfTheApp {
  readonly banyanTray: { readonly menu: Electron.Menu; readonly light: string }
}

const tray = (app: ElectronApplication) =>
  app.evaluate(() => {
    const { menu, light } = (globalThis as unknown as TrayOfTheApp).banyanTray
    const items = menu.items.filter(item => item.visible && item.type !== 'separator')
    return { light, labels: items.map(item => item.label) }
  })

/** Looks at the settings of this desktop. */
async function openDesktopSettings(dataDir: string): Promise<void> {
  expect(await startAgain(dataDir, 'banyan://settings/app')).toBe(0)
}

test('closing asks once, a link brings the window back, login and updates are the person’s choice', async () => {
  const config = temporaryFolder(cleanup)
  const env = { ...trayless, XDG_CONFIG_HOME: config }
  const { app, page, dataDir, exited } = await startApp(cleanup, { env })
  await drawn(dataDir)
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 30, y: 40, width: 1000, height: 700 })
  })

  await closeWindow(app)
  const question = page.getByRole('dialog', { name: 'Keep Banyan running?' })
  await question.waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await picture(page, 'desktop-closing')
  await page.keyboard.press('Escape')
  await question.waitFor({ state: 'hidden' })
  expect(await isVisible(app)).toBe(true)
  await closeWindow(app)
  await question.getByRole('button', { name: 'Keep running' }).click()
  await eventually(5_000, async () => expect(await isVisible(app)).toBe(false))

  await openDesktopSettings(dataDir)
  await eventually(5_000, async () => expect(await isVisible(app)).toBe(true))
  const closing = page.getByLabel('When the window is closed')
  await closing.waitFor()
  expect(await closing.inputValue()).toBe('background')
  await page.getByText('This desktop has no tray').waitFor()

  const entry = join(config, 'autostart', 'banyan.desktop')
  const login = page.getByRole('switch', { name: 'Start at login' })
  expect([await login.isChecked(), existsSync(entry)]).toEqual([false, false])
  await login.click()
  await eventually(5_000, async () => {
    expect(readFileSync(entry, 'utf8')).toMatch(/^Exec=.*"--hidden"/m)
    expect(await login.isChecked()).toBe(true)
  })
  expect(await seriousFaults(page)).toEqual([])
  await picture(page, 'desktop-settings')
  await login.click()
  await eventually(5_000, async () => expect(existsSync(entry)).toBe(false))

  await page.getByRole('button', { name: 'Check now' }).click()
  await page
    .getByText(/releases are not signed yet/)
    .first()
    .waitFor()
  await eventually(5_000, async () =>
    expect(readFileSync(join(dataDir, 'window/desktop.json'), 'utf8')).toContain('"width": 1000'),
  )
  void app.evaluate(({ app: inside }) => inside.quit()).catch(() => {})
  expect(await exited).toBe(0)

  const again = await startApp(cleanup, { env, dataDir })
  await again.page.getByText('Root running').first().waitFor()
  expect(await bounds(again.app)).toMatchObject({ width: 1000, height: 700 })
  await closeWindow(again.app)
  await eventually(5_000, async () => expect(await isVisible(again.app)).toBe(false))
})

test('托盘、菜单与窗口都说简体中文', async () => {
  const { app, page, dataDir } = await startApp(cleanup, {
    env: { ...trayless, LANG: 'zh_CN.UTF-8', LANGUAGE: 'zh_CN' },
    args: ['--lang=zh-CN'],
  })
  await page.getByText('根节点运行中').first().waitFor()
  await eventually(5_000, async () => {
    const { light, labels } = await tray(app)
    expect(light).toBe('running')
    expect(labels).toEqual(expect.arrayContaining(['打开 Banyan', '重启根节点', '没有告警']))
  })
  await openDesktopSettings(dataDir)
  await page.getByText('这个桌面没有托盘').waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await picture(page, 'desktop-settings-zh')

  await page.getByLabel('语言').selectOption('zh-Hant')
  await eventually(5_000, async () => expect((await tray(app)).labels).toContain('重新啟動根節點'))
})

test('started at login it stays in the background, and a link shows the window at its place', async () => {
  const { app, page, dataDir } = await startApp(cleanup, { args: ['--hidden'] })
  await eventually(10_000, async () =>
    expect((await tray(app)).labels[0]).toMatch(/^Running at http/),
  )
  expect(await isVisible(app)).toBe(false)
  await startAgain(dataDir, '--hidden')
  expect(await isVisible(app)).toBe(false)

  await startAgain(dataDir, 'banyan://chat/a-session')
  await eventually(5_000, async () => expect(await isVisible(app)).toBe(true))
  await page.getByRole('textbox', { name: 'Message' }).waitFor()

  // As macOS hands it over; and one that is none changes nothing.
  const openUrl = (link: string) =>
    app.evaluate(({ app: inside }, url) => {
      inside.emit('open-url', { preventDefault() {} }, url)
    }, link)
  await openUrl('banyan://settings/app')
  await page.getByLabel('When the window is closed').waitFor()
  await openUrl('banyan://app/../../etc/passwd')
  await openUrl('banyan://chat/a?message=hello')
  await openUrl('javascript:alert(1)')
  await page.getByLabel('When the window is closed').waitFor()
  expect(page.url()).toBe('banyan://app/')
})

test('after sleep workers are looked at at once, whatever was planned', async () => {
  let looks = 0
  const worker = createServer((request, response) => {
    if (request.url === '/health') looks++
    response.writeHead(404).end()
  })
  await new Promise<void>(resolve => worker.listen(0, '127.0.0.1', resolve))
  cleanup.defer(() => void worker.closeAllConnections())
  cleanup.defer(() => void worker.close())
  const address = worker.address()
  const port = typeof address === 'object' ? address?.port : 0
  const { app } = await startApp(cleanup, {
    args: ['--health-check-interval-ms=3600000'],
    env: { WORKERS: `http://127.0.0.1:${port}` },
  })
  await eventually(15_000, async () => expect(looks).toBeGreaterThan(3))
  // Back-off by now: the next look of its own is far.
  const before = looks
  await app.evaluate(({ powerMonitor }) => {
    powerMonitor.emit('suspend')
    powerMonitor.emit('resume')
  })
  await eventually(1_000, async () => expect(looks).toBeGreaterThan(before))
})

test('a newer version is found where a feed says so, and nothing is fetched', async () => {
  const asked: string[] = []
  const feed = createServer((request, response) => {
    asked.push(new URL(request.url ?? '/', 'http://localhost').pathname)
    response.end(
      ['version: 99.1.0', 'path: Banyan-99.1.0.AppImage', 'sha512: bm90aGluZw==', ''].join('\n'),
    )
  })
  await new Promise<void>(resolve => feed.listen(0, '127.0.0.1', resolve))
  cleanup.defer(() => void feed.closeAllConnections())
  cleanup.defer(() => void feed.close())
  const address = feed.address()
  const port = typeof address === 'object' ? address?.port : 0
  const { page, dataDir } = await startApp(cleanup, {
    env: { BANYAN_UPDATE_FEED: `http://127.0.0.1:${port}/releases/` },
  })
  await page.getByText('Root running').first().waitFor()
  await openDesktopSettings(dataDir)
  await page.getByText('Not looked yet.').waitFor()
  expect(asked).toEqual([])
  await page.getByRole('button', { name: 'Check now' }).click()
  await page.getByText(/Version 99\.1\.0 is out/).waitFor()
  await picture(page, 'desktop-update')
  expect(asked).toEqual(['/releases/latest-linux.yml'])
})
