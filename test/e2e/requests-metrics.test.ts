import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { projectDir } from '#tools/project'
import { healthyWorkers, http, postJson } from '../integration/http.ts'
import { temporaryFolder } from '../integration/processes.ts'
import { seriousFaults } from './axe.ts'
import { goTo, resize, startApp } from './started-app.ts'

const pictures = join(projectDir, process.env['SCREENSHOTS'] ?? '.cache/screenshots')
mkdirSync(pictures, { recursive: true })

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

interface Started {
  readonly app: ElectronApplication
  readonly window: Page
  readonly address: string
}

async function start(): Promise<Started> {
  const { app, page: window } = await startApp(cleanup)
  const address = window.getByText(/^http:\/\/127\.0\.0\.1:\d+$/).first()
  await address.waitFor()
  const url = (await address.textContent()) ?? ''
  await healthyWorkers(url, 1)
  return { app, window, address: url }
}

const ask = (address: string, content: string, more: object = {}) =>
  postJson(`${address}/v1/chat/completions`, { messages: [{ role: 'user', content }], ...more })

const take = (window: Page, name: string) =>
  window.screenshot({ path: join(pictures, `${name}.png`) })

test('from a request that failed to its reason, from one that was kept to its repetition, to the figures', async () => {
  const { app, window, address } = await start()
  await http(`${address}/api/apps/default`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ keep_contents: true }),
  })
  await ask(address, "it's a ping")
  await ask(address, 'ping', { model: 'banyan-dem' })

  await goTo(window, 'Requests')
  await window.getByRole('row', { name: /unknown model/ }).click()
  await window.getByText('Nobody here offers this model', { exact: false }).waitFor()
  await window.getByText('Similar names: banyan-demo').waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await take(window, 'requests-failed')

  await window.getByLabel('Outcome').selectOption('served')
  await window.getByRole('row', { name: /unknown model/ }).waitFor({ state: 'hidden' })
  await window
    .getByRole('row', { name: /^served/ })
    .first()
    .press('Enter')
  await window.getByRole('button', { name: 'Copy as curl' }).click()
  await window.getByText('Copied, with what was said', { exact: false }).first().waitFor()
  const curl = await app.evaluate(({ clipboard }) => clipboard.readText())
  expect(curl).toContain(`curl '${address}/v1/chat/completions'`)
  expect(curl).toContain(`it'\\''s a ping`)

  await window.getByRole('button', { name: 'Send again' }).click()
  await window.getByRole('columnheader', { name: 'new one' }).waitFor()
  await window.getByRole('row', { name: /^served: This window/ }).waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await take(window, 'requests-repeated')

  await resize(app, 900, 600)
  const row = window.getByRole('row', { name: /^served: This window/ })
  await window.getByRole('dialog').waitFor()
  await window.keyboard.press('Escape')
  await window.getByRole('dialog').waitFor({ state: 'hidden' })
  await row.press('Enter')
  await window.getByRole('dialog', { name: 'banyan-demo' }).waitFor()
  await window.keyboard.press('Escape')
  await window.getByRole('dialog').waitFor({ state: 'hidden' })
  expect(await row.evaluate(element => element === document.activeElement)).toBe(true)
  await row.press('Enter')
  await window.getByRole('dialog').waitFor()
  await window.keyboard.press('Control+k')
  await window.getByRole('combobox').waitFor()
  await window.keyboard.press('Escape')
  await window.getByRole('combobox').waitFor({ state: 'hidden' })
  await window.getByRole('dialog', { name: 'banyan-demo' }).waitFor()
  await window.keyboard.press('Control+5')
  await window.getByRole('heading', { name: 'Metrics' }).waitFor()
  await resize(app, 1440, 900)

  await goTo(window, 'Metrics')
  await window.getByRole('radio', { name: '15 min' }).click()
  await window.locator('canvas').nth(3).waitFor()
  await window.getByRole('radio', { name: 'Model' }).click()
  await window.getByText('no model').first().waitFor()
  await window.getByRole('slider', { name: /^Load/ }).press('End')
  expect(await seriousFaults(window)).toEqual([])
  await take(window, 'metrics')

  const load = window.locator('[data-chart="Load"]')
  const heightOfLoad = async () => (await load.boundingBox())?.height
  const drawn = await heightOfLoad()
  await load.getByRole('button', { name: 'Load as a table' }).click()
  await load.getByRole('table').waitFor()
  expect(await heightOfLoad()).toBe(drawn)

  const folder = temporaryFolder(cleanup)
  for (const [ending, item] of [
    ['csv', 'Table (CSV)'],
    ['png', 'Picture (PNG)'],
  ] as const) {
    const filePath = join(folder, `metrics.${ending}`)
    await app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: path })
    }, filePath)
    await window.getByRole('button', { name: 'Export' }).click()
    await window.getByRole('menuitem', { name: item }).click()
    await window.getByText('Saved').first().waitFor()
    await window.getByRole('button', { name: 'Close notice' }).first().click()
    const start = readFileSync(filePath).subarray(0, 9).toString('latin1')
    expect(start).toBe(ending === 'csv' ? 'at,model,' : '\x89PNG\r\n\x1a\n\x00')
  }
})

test('中文界面也能看请求与指标', async () => {
  const { window, address } = await start()
  await ask(address, '你好')
  await window.evaluate(() => localStorage.setItem('banyan.language', 'zh-Hans'))
  await window.reload()
  await goTo(window, '请求')
  await window.getByRole('row', { name: /^成功/ }).first().click()
  await window.getByText('尝试经过').waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await take(window, 'requests-zh')
  await goTo(window, '指标')
  await window.locator('canvas').nth(2).waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await take(window, 'metrics-zh')
})
