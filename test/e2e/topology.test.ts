import type { Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { healthyWorkers, postJson } from '../integration/http.ts'
import { startWorker } from '../integration/processes.ts'
import { seriousFaults } from './axe.ts'
import { addressIn, goTo, picture, startApp } from './started-app.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** The app with a local worker and one elsewhere, both healthy. */
async function start(language: 'en' | 'zh-Hans') {
  const worker = await startWorker(cleanup, { WORKER_ID: 'fra-1a' })
  const { page: window } = await startApp(cleanup, { language, env: { WORKERS: worker.url } })
  await window
    .getByText(language === 'en' ? 'Root running' : '根节点运行中')
    .first()
    .waitFor()
  const address = await addressIn(window)
  await healthyWorkers(address, 2)
  return { window, address }
}

const card = (window: Page, name: string) => window.locator('.react-flow__node', { hasText: name })

test('a request is counted where it goes, a worker is drained and taken back, the past is looked at', async () => {
  const { window, address } = await start('en')
  await card(window, 'local-1').getByText('healthy', { exact: true }).waitFor()
  await postJson(`${address}/api/chat`, { session_id: 'a', message: 'hello' })
  await window.getByText('1 requests in the last hour, 0 of them failed').waitFor()

  await window.locator('.react-flow__node-provider').getByText('1 model').waitFor()
  await window.locator('.react-flow__node-provider').click()
  const provider = window.getByRole('complementary', { name: 'Demo' })
  await provider.getByRole('button', { name: 'fra-1a' }).waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await picture(window, 'topology-provider')
  await provider.getByRole('button', { name: 'Its requests' }).click()
  await window.getByRole('row', { name: /^served/ }).waitFor()
  expect(await window.getByLabel('Provider').inputValue()).toBe('demo')
  await goTo(window, 'Topology')
  await window.locator('.react-flow__node-provider').click()
  await provider.getByRole('button', { name: 'local-1' }).click()
  const panel = window.getByRole('complementary', { name: 'local-1' })
  await panel.getByRole('button', { name: 'Drain' }).click()
  await card(window, 'local-1').getByText('draining', { exact: true }).waitFor()
  await window.getByRole('button', { name: 'Undo' }).click()
  await card(window, 'local-1').getByText('healthy', { exact: true }).waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await picture(window, 'topology')

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
  const { window } = await start('zh-Hans')
  await goTo(window, '拓扑')
  await card(window, 'local-1').getByText('正常', { exact: true }).waitFor()
  await card(window, 'local-1').click()
  await window.getByRole('button', { name: '停止接收' }).waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await picture(window, 'topology-zh')
})
