import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { postJson } from '../integration/http.ts'
import { eventually, startWorker } from '../integration/processes.ts'
import { seriousFaults } from './axe.ts'
import { addressIn, goTo, picture, startApp } from './started-app.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const complete = (address: string, content = 'ping') =>
  postJson(`${address}/v1/chat/completions`, { messages: [{ role: 'user', content }] })

async function running(window: Page): Promise<string> {
  await window.getByText('1 of 1 worker serving', { exact: false }).first().waitFor()
  return addressIn(window)
}

/** What stands in a page that was opened since the last crash; Playwright lets go of one that crashed, so the app is asked. */
const textOfNewPage = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    // A page that is ending never answers.
    return Promise.race([
      window?.webContents.executeJavaScript(
        'globalThis.isOfBefore ? "" : document.body.innerText',
      ) as Promise<string>,
      new Promise<string>(done => setTimeout(() => done(''), 1_000)),
    ])
  })

const crash = (app: ElectronApplication) =>
  app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    await contents?.executeJavaScript('globalThis.isOfBefore = true')
    contents?.forcefullyCrashRenderer()
  })

test('a window that ended is opened again, and a request in flight goes on', async () => {
  const { app, page: window } = await startApp(cleanup)
  const address = await running(window)
  const inFlight = fetch(`${address}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ stream: true, messages: [{ role: 'user', content: 'count to 500' }] }),
  }).then(response => response.text())
  await eventually(10_000, async () => {
    const metrics = await (await fetch(`${address}/api/metrics`)).json()
    expect(metrics.requests.in_flight).toBe(1)
  })
  await crash(app)
  await eventually(15_000, async () => {
    const text = await textOfNewPage(app)
    expect(text).toContain('The window ended and was opened again. The root node ran on.')
    expect(text).toContain(address)
  })
  expect(await inFlight).toMatch(/500.*\[DONE\]/s)
})

test('a window that ends again and again is asked about, and the root node runs on', async () => {
  const { app, page: window } = await startApp(cleanup)
  const address = await running(window)
  await app.evaluate(({ dialog }) => {
    const asked: unknown[] = []
    Object.assign(globalThis, { asked })
    Object.assign(dialog, {
      showMessageBox: async (options: unknown) => {
        asked.push(options)
        return { response: 0, checkboxChecked: false }
      },
    })
  })
  for (let at = 0; at < 3; at += 1) {
    await eventually(15_000, async () => expect(await textOfNewPage(app)).toContain(address))
    await crash(app)
  }
  await eventually(15_000, async () => {
    const asked = await app.evaluate(() => (globalThis as unknown as { asked: unknown[] }).asked)
    expect(asked).toMatchObject([{ message: 'The window ended three times within a minute' }])
    expect(await textOfNewPage(app)).toContain(address)
  })
  expect((await complete(address)).status).toBe(200)

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.emit('unresponsive'))
  await eventually(5_000, async () => {
    const asked = await app.evaluate(() => (globalThis as unknown as { asked: unknown[] }).asked)
    expect(asked[1]).toMatchObject({ message: 'The window does not answer' })
  })
})

test.each([
  ['en', 'Stop', 'The root node is stopped', 'Start the root node', '1 of 1 worker serving'],
  ['zh-Hans', '停止', '根节点已停止', '启动根节点', '1 个工作节点中 1 个可用'],
] as const)(
  'a stopped root node is told in %s, and started again from there',
  async (language, stop, title, start, serving) => {
    const { page: window } = await startApp(cleanup, { language })
    const isServing = () => window.getByText(serving, { exact: false }).first().waitFor()
    await isServing()
    await window.getByRole('button', { name: stop, exact: true }).press('Enter')
    await window.getByRole('heading', { name: title }).waitFor()
    const held = () => window.evaluate(() => document.activeElement?.closest('.start-stop') != null)
    expect(await held()).toBe(true)
    expect(await seriousFaults(window)).toEqual([])
    await picture(window, `trouble-stopped-${language}`)
    await window.getByRole('button', { name: start }).click()
    await isServing()
  },
)

/** Holds the write lock of a database from another process, until it is told to let go. */
async function holdLock(path: string): Promise<() => void> {
  const program = `
    const Database = require('better-sqlite3')
    const database = new Database(${JSON.stringify(path)})
    database.exec('BEGIN EXCLUSIVE')
    process.stdout.write('held')
    process.stdin.on('data', () => process.exit(0))
  `
  const holder = spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'pipe', 'inherit'] })
  cleanup.defer(() => void holder.kill('SIGKILL'))
  await new Promise(resolve => holder.stdout.once('data', resolve))
  return () => holder.stdin.write('go')
}

test.each([
  ['en', 'What is not kept', 'Another program holds the database'],
  ['zh-Hans', '未能保存的内容', '数据库被其他程序占用'],
] as const)('a locked database is told in %s, and mends by itself', async (language, name, why) => {
  const { page: window, dataDir } = await startApp(cleanup, { language })
  const address = await addressIn(window)
  await eventually(15_000, async () => expect((await complete(address)).status).toBe(200))
  const letGo = await holdLock(join(dataDir, 'banyan.db'))
  expect((await complete(address)).status).toBe(200)
  const notice = window.getByRole('status', { name })
  await notice.getByText(why, { exact: false }).waitFor({ timeout: 20_000 })
  const turn = await postJson(`${address}/api/chat`, { session_id: 'a', message: 'ping' })
  expect([turn.status, turn.json.error.code]).toEqual([503, 'storage_locked'])
  await goTo(window, language === 'en' ? 'Logs' : '日志')
  expect(await seriousFaults(window)).toEqual([])
  await picture(window, `trouble-locked-${language}`)
  letGo()
  await eventually(20_000, async () => {
    expect((await complete(address)).status).toBe(200)
    expect(await notice.count()).toBe(0)
  })
})

test('a worker that is killed is shown as gone within 2 s, and comes back', async () => {
  const { app, page: window } = await startApp(cleanup)
  const address = await running(window)
  await goTo(window, 'Logs')
  const { json } = await (await fetch(`${address}/api/deploy/status`)).json().then(body => ({
    json: body,
  }))
  process.kill(json.workers[0].pid, 'SIGKILL')
  await window
    .getByText('0 of 1 worker serving', { exact: false })
    .first()
    .waitFor({ timeout: 2_000 })
  await window
    .getByRole('option', { name: /local worker ended/ })
    .first()
    .waitFor()
  await picture(window, 'trouble-worker-gone-en')
  await running(window)
  expect(app.windows()).toHaveLength(1)
})

test('a worker that is gone is told in Chinese, and comes back', async () => {
  const { page: window } = await startApp(cleanup, { language: 'zh-Hans' })
  const serving = (count: number) =>
    window.getByText(`1 个工作节点中 ${count} 个可用`, { exact: false }).first().waitFor()
  await serving(1)
  const status = await fetch(`${await addressIn(window)}/api/deploy/status`)
  process.kill((await status.json()).workers[0].pid, 'SIGKILL')
  await serving(0)
  await picture(window, 'trouble-worker-gone-zh-Hans')
  await serving(1)
})

test('a worker behind a closed port is offline, with the reason and when it is tried again', async () => {
  const worker = await startWorker(cleanup, { WORKER_ID: 'far-1' })
  const { page: window } = await startApp(cleanup, {
    env: { WORKERS: worker.url, LOCAL_WORKER: 'false' },
  })
  await running(window)
  worker.signal('SIGKILL')
  await worker.exited
  await window.getByText('0 of 1 worker serving', { exact: false }).first().waitFor()
  await goTo(window, 'Logs')
  await window
    .getByRole('option', { name: /worker offline .*reason/ })
    .first()
    .waitFor()
  await goTo(window, 'Topology')
  await window
    .getByText(/retry in|trying again/)
    .first()
    .waitFor()
  await picture(window, 'trouble-network-gone-en')
})
