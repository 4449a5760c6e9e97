import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import type { FakeContainer } from '#test/fakes/coolify/coolify-state'
import { FakeCoolify, fakeToken } from '#test/fakes/coolify/fake-coolify'
import { startTestWorker, type TestWorker } from '#test/fakes/worker-program'
import { postJson } from '../integration/http.ts'
import { seriousFaults } from './axe.ts'
import { addressIn, goTo, picture, type StartedApp, startApp } from './started-app.ts'

/** Nobody else on this computer listens at this address. */
const serverAddress = '127.0.0.7'
const everyMs = 100
/** So fast goes the fake's clock, by which deployments end. */
const speed = 8

const cleanup = new Cleanup()
afterAll(() => cleanup.run())

let fake: FakeCoolify
let app: StartedApp

beforeAll(async () => {
  fake = await FakeCoolify.open()
  cleanup.defer(() => fake.close())
  for (const [uuid, name, ip, isUsable] of [
    ['srv-a', 'cellar', serverAddress, true],
    ['srv-b', '阁楼', '203.0.113.8', false],
  ] as const) {
    fake.state.servers.push({
      ...{ uuid, name, description: '', ip, port: 22, user: 'root', team: 'ours' },
      ...{ keyUuid: 'key-a', isUsable, isValidating: false, validationLogs: null },
    })
  }
  runContainers(fake)
  app = await startApp(cleanup, {
    env: { LOCAL_WORKER: 'false', HEALTH_CHECK_INTERVAL_MS: '1000' },
  })
})

/** What Coolify would run in Docker runs here, at the address of its server. */
function runContainers({ state }: FakeCoolify): void {
  const running = new Map<FakeContainer, Promise<TestWorker>>()
  const timer = setInterval(() => {
    state.advance(everyMs * speed)
    const wanted = state.applications.flatMap(({ container }) => container ?? [])
    for (const container of wanted) {
      if (running.has(container)) continue
      const environment = { ...container.environment, WORKER_HOST: serverAddress }
      running.set(container, startTestWorker(environment))
    }
    for (const [container, worker] of running) {
      if (wanted.includes(container)) continue
      running.delete(container)
      void worker.then(each => each.stop(0))
    }
  }, everyMs)
  cleanup.defer(async () => {
    clearInterval(timer)
    for (const worker of running.values()) await (await worker).stop(0)
  })
}

test('a token is refused in plain words, and the right one lists the servers', async () => {
  const { page } = app
  await goTo(page, 'Hosts')
  await page.getByRole('button', { name: 'Connect Coolify' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Address of Coolify' }).fill(fake.url)
  await dialog.getByRole('textbox', { name: 'API token' }).fill('1|of-another-coolify')
  await dialog.getByRole('button', { name: 'Connect' }).click()
  await dialog.getByRole('alert').waitFor()
  await picture(page, 'coolify-refused')
  await dialog.getByRole('textbox', { name: 'API token' }).fill(fakeToken)
  await dialog.getByRole('button', { name: 'Connect' }).click()

  await dialog.getByText('Team: Home · Coolify 4.3.11').waitFor()
  await dialog.getByText(/The address is http/).waitFor()
  await dialog.getByText('Coolify does not reach it').waitFor()
  await dialog.getByRole('textbox', { name: 'Image of the worker' }).fill('registry.example/worker')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByText('Without the image of the worker').waitFor({ state: 'detached' })
  expect(await seriousFaults(page)).toEqual([])
  await picture(page, 'coolify-servers')
})

test('a server becomes a host, its plan is shown, and its deployment is followed to the end', async () => {
  const { page } = app
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('checkbox', { name: 'cellar' }).click()
  await dialog.getByRole('radio', { name: 'HTTP, signed' }).click()
  await dialog.getByText(/Opens port 3001/).waitFor()
  await dialog.getByRole('button', { name: 'Add 1 server' }).click()

  await dialog.getByText('Set up: cellar').waitFor()
  await dialog.getByText('would be done', { exact: true }).waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await picture(page, 'coolify-plan')
  expect(fake.changes).toEqual([])
  await dialog.getByRole('button', { name: 'Run it' }).click()

  await page.locator('[aria-current=step]').first().waitFor()
  await picture(page, 'coolify-running')
  await page.getByText('1 host is well').waitFor({ timeout: 45_000 })
  expect(await seriousFaults(page)).toEqual([])
  await picture(page, 'coolify-done')
  expect(fake.violations).toEqual([])
  expect(fake.state.applications.map(each => fake.state.statusOf(each))).toEqual([
    'running:healthy',
  ])

  await goTo(page, 'Hosts')
  const row = page.getByRole('row').filter({ hasText: 'cellar' })
  await row.getByText('serving', { exact: true }).waitFor()
  await row.click()
  const panel = page.getByRole('complementary', { name: 'cellar' })
  await panel.getByText('Coolify', { exact: true }).waitFor()
  await panel.getByText('HTTP, signed', { exact: true }).waitFor()
  await picture(page, 'coolify-serving')
  const { json } = await postJson(`${await addressIn(page)}/api/chat`, {
    ...{ session_id: 's', message: 'hello' },
  })
  expect(json.response).toContain('Hello!')
})

test('in Chinese it is taken away again, and what it made in Coolify with it', async () => {
  const { page } = app
  await page.evaluate(() => localStorage.setItem('banyan.language', 'zh-Hans'))
  await page.reload()
  await goTo(page, '主机')
  const row = page.getByRole('row').filter({ hasText: 'cellar' })
  await row.click()
  await page.getByRole('button', { name: 'cellar 的更多操作' }).click()
  await page.getByRole('menuitem', { name: '卸载', exact: true }).click()
  await page.getByText('将会执行', { exact: true }).waitFor()
  await page.getByText(/再删除 Banyan 在 Coolify 中创建的一切/).waitFor()
  await picture(page, 'coolify-uninstall-zh')
  await page.getByRole('dialog').getByRole('button', { name: '执行' }).click()
  await page.getByRole('heading', { name: '卸载：cellar' }).waitFor()
  await page.getByText(/^用时 /).waitFor({ timeout: 45_000 })
  await page.getByText('没有运行任何命令。').waitFor()
  await picture(page, 'coolify-gone-zh')
  expect(await seriousFaults(page)).toEqual([])
  await goTo(page, '主机')
  await row.getByText('可以部署').waitFor()
  await picture(page, 'coolify-after-zh')
  expect([fake.state.applications, fake.state.projects, fake.violations]).toEqual([[], [], []])
})
