import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { projectDir } from '#tools/project'
import { http } from '../integration/http.ts'
import { seriousFaults } from './axe.ts'
import { addressIn, startApp } from './started-app.ts'

const pictures = join(projectDir, '.cache/screenshots')
mkdirSync(pictures, { recursive: true })

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

interface Opened {
  readonly app: ElectronApplication
  readonly window: Page
  readonly folder: string
}

async function openSettings(): Promise<Opened> {
  const { app, page: window, dataDir: folder } = await startApp(cleanup)
  await window.getByText('Root running').first().waitFor()
  await window.getByRole('button', { name: 'Settings', exact: true }).click()
  return { app, window, folder }
}

const section = (window: Page, name: string) =>
  window.getByRole('navigation').last().getByRole('button', { name }).click()

const press = (window: Page, name: string | RegExp) =>
  window.getByRole('button', { name, exact: true }).first().click()

async function look(window: Page, name: string): Promise<void> {
  expect(await seriousFaults(window)).toEqual([])
  await window.screenshot({ path: join(pictures, `settings-${name}.png`) })
}

/** What the system's own dialogs for files would answer. */
const answerDialogs = (app: ElectronApplication, filePath: string) =>
  app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path })
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, filePath)

test('a person gives an app its key, prices a model, names another, backs up, and carries it all away', async () => {
  const { app, window, folder } = await openSettings()
  const address = await addressIn(window)

  await window.getByLabel('Search settings').fill('WORKER_TIMEOUT')
  await window.getByRole('textbox', { name: 'Wait for a worker' }).waitFor()
  await section(window, 'Apps and keys')
  await press(window, 'Add an app')
  await window.getByLabel('Name').fill('Cherry Studio')
  await window.getByLabel('Budget a month').fill('5')
  await press(window, 'Add and show the key')
  await window.getByText('I have copied it').waitFor()
  const key = (await window.locator('.key-shown pre').textContent()) ?? ''
  const answered = await http(`${address}/v1/models`, {
    headers: { authorization: `Bearer ${key}` },
  })
  expect(answered.status).toBe(200)
  await press(window, 'I have copied it')
  await window.getByText('$5.00').waitFor()
  expect(await window.content()).not.toContain(key)
  await look(window, 'apps')

  await section(window, 'Prices')
  await press(window, 'Add a price')
  await window.getByLabel('Model, row 1', { exact: true }).fill('banyan-demo')
  await window.getByLabel('Input, row 1', { exact: true }).fill('1')
  await window.getByLabel('Output, row 1', { exact: true }).fill('2.5')
  await press(window, 'Save prices')
  await window.getByText('Prices saved').first().waitFor()
  expect((await http(`${address}/api/prices`)).json.own).toEqual([
    { model: 'banyan-demo', input: 1, cached_input: 1, output: 2.5 },
  ])

  await section(window, 'Routing and rescue')
  await press(window, 'Add a name')
  await window.getByLabel('Name that apps ask for').fill('gpt-4o')
  await window.getByLabel('Add a model to gpt-4o').fill('banyan-demo')
  await window.keyboard.press('Enter')
  await press(window, 'Save')
  await press(window, 'Restart now')
  await window.getByText('Takes effect when the root node restarts').waitFor({ state: 'hidden' })
  await window.getByText('Root running').first().waitFor()
  await look(window, 'routing')

  await section(window, 'Alerts')
  await press(window, '1 hour')
  await window.getByRole('button', { name: 'Clear Muted until' }).waitFor()
  await press(window, 'Clear Muted until')
  await window.getByText('Muted until is back at its default.').first().waitFor()
  await press(window, 'Send a test')
  await window.getByText('arrived').last().waitFor()
  await section(window, 'Backup and restore')
  await press(window, 'Back up now')
  await window.getByRole('button', { name: /^Restore the backup of/ }).waitFor()
  await look(window, 'backups')

  const file = join(folder, 'carried.json')
  await answerDialogs(app, file)
  await section(window, 'Import and export')
  await press(window, 'Export')
  await window
    .getByText(/^Saved as banyan-settings-/)
    .first()
    .waitFor()
  const carried = readFileSync(file, 'utf8')
  expect(JSON.parse(carried)).toMatchObject({
    settings: { modelAliases: '{"gpt-4o":["banyan-demo"]}' },
    apps: [{ name: 'Cherry Studio', budget_usd_per_month: 5 }],
    prices: [{ model: 'banyan-demo' }],
  })
  expect(carried).not.toContain(key)

  writeFileSync(file, carried.replace('"settings": {', '"settings": { "maxRetries": "7",'))
  await press(window, 'Choose a file')
  await window.getByText('3 → 7').or(window.getByText('default → 7')).waitFor()
  await look(window, 'import')
  await press(window, 'Apply 1 change')
  await window.getByText('1 changed, 0 not.').waitFor()
  await press(window, 'Undo all')
  await window.getByText('The import was undone.').first().waitFor()
  await section(window, 'Routing and rescue')
  expect(await window.getByLabel('Retries').inputValue()).toBe('3')
})

test('the check-list finds what is open, mends it, and speaks Chinese', async () => {
  const { window } = await openSettings()
  await section(window, 'Security check')
  const always = window.getByRole('button', { name: /^Ask always/ })
  await always.click()
  await always.waitFor({ state: 'hidden' })
  const verify = window.getByRole('button', { name: /^Verify now/ })
  await verify.click()
  await verify.waitFor({ state: 'hidden' })

  await section(window, 'This app')
  await window.getByLabel('Language').selectOption('zh-Hans')
  await section(window, '安全检查')
  await window.getByText('告警只留在这台电脑上').waitFor()
  await look(window, 'security-zh')
  await window.getByLabel('搜索设置').fill('端口')
  await window.getByRole('textbox', { name: '端口', exact: true }).waitFor()
})
