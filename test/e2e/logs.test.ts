import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { postJson } from '../integration/http.ts'
import { seriousFaults } from './axe.ts'
import { addressIn, goTo, picture, startApp } from './started-app.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const secret = 'correct-horse-battery-staple'

test('the stream shows what is said, leads to it, and the audit log is verified', async () => {
  const { page: window, dataDir } = await startApp(cleanup, { env: { ROOT_SECRET: secret } })
  await window.getByText('Root running').first().waitFor()
  const address = await addressIn(window)
  await goTo(window, 'Logs')
  const lines = window.getByRole('listbox', { name: 'Log lines' })
  await lines
    .getByRole('option', { name: /root node running/ })
    .first()
    .waitFor()
  await lines
    .getByRole('option', { name: /local worker listening/ })
    .first()
    .waitFor()

  // What is said now comes by itself, in the words of the worker.
  await postJson(`${address}/v1/chat/completions`, {
    messages: [{ role: 'user', content: `ping ${secret}` }],
  })
  const request = lines.getByRole('option', { name: /request .*\/chat/ }).last()
  await request.waitFor()
  await request.click()
  const panel = window.getByRole('complementary', { name: /request/ })
  await panel.getByText('status').first().waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await picture(window, 'logs-line-en')
  await panel.getByRole('button', { name: /Worker local-1/ }).click()
  await window.locator('nav [aria-current=page]', { hasText: 'Topology' }).waitFor()

  await goTo(window, 'Logs')
  const search = window.getByRole('searchbox', { name: 'Search, or /pattern/' })
  await search.fill('/local worker (listening|ended)/')
  await expect.poll(() => lines.getByRole('option').count()).toBe(1)
  await search.fill('')
  await window.getByRole('button', { name: 'All sources' }).click()
  for (const source of ['Root node', 'Local workers', 'Deployments', 'Events']) {
    await window.getByRole('menuitemcheckbox', { name: source }).click()
  }
  await window.keyboard.press('Escape')
  await expect
    .poll(async () => (await lines.getByRole('option').allTextContents()).every(isAudit))
    .toBe(true)

  // A stopped root node has a log all the same.
  await window.getByRole('button', { name: 'Stop', exact: true }).click()
  await window.getByText('Root stopped').first().waitFor()
  await lines
    .getByRole('option', { name: /root\.stopped/ })
    .first()
    .waitFor()
  await window.getByRole('button', { name: 'Start', exact: true }).click()
  await window.getByText('Root running').first().waitFor()

  await window.getByRole('tab', { name: 'Audit' }).click()
  await window
    .getByRole('row', { name: /root\.started/ })
    .first()
    .waitFor()
  await window.getByRole('button', { name: 'Verify' }).click()
  await window.getByText(/entries, whole and unchanged/).waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await picture(window, 'logs-audit-en')
  expect(readFileSync(join(dataDir, 'logs', 'banyan.log'), 'utf8')).not.toContain(secret)
  const told = await window.evaluate(async () => {
    const { banyan } = globalThis as unknown as { banyan: { request(...a: unknown[]): unknown } }
    const query = { sources: '', level: 'debug', search: '', after: 0, limit: 1_000 }
    return JSON.stringify(await banyan.request('logs.read', query))
  })
  expect([told.includes('"ok":true'), told.includes(secret)]).toEqual([true, false])
})

const isAudit = (text: string) => /root\.started|root\.stopped|Audit/.test(text)

test('日志与审计：实时日志、暂停、校验', async () => {
  const { page: window } = await startApp(cleanup, { language: 'zh-Hans' })
  await goTo(window, '日志')
  const lines = window.getByRole('listbox', { name: '日志行' })
  await lines
    .getByRole('option', { name: /root node running/ })
    .first()
    .waitFor()
  await window.getByRole('button', { name: '暂停' }).click()
  await window.getByRole('button', { name: /^继续/ }).waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await picture(window, 'logs-zh')
  await window.getByRole('tab', { name: '审计' }).click()
  await window.getByRole('button', { name: '校验' }).click()
  await window.getByText(/条记录完整无改动/).waitFor()
  await picture(window, 'logs-audit-zh')
})
