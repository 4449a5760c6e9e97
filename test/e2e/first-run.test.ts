import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { projectDir } from '#tools/project'
import { startStub } from '../fakes/stub-llm.mjs'
import { seriousFaults } from './axe.ts'
import { startApp } from './started-app.ts'

const pictures = join(projectDir, '.cache/screenshots')
mkdirSync(pictures, { recursive: true })
const key = 'sk-ant-api03-right-0123456789'
const wrongKey = 'sk-ant-api03-wrong-9876543210'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** As somebody finds it who starts it first: without a provider, and no server of models here. */
async function start(env: Readonly<Record<string, string>>) {
  const bare = { MODEL_PROVIDER: '', OLLAMA_BASE_URL: '', LMSTUDIO_BASE_URL: '' }
  const { app, page, dataDir } = await startApp(cleanup, { env: { ...bare, ...env } })
  return { app, window: page, dataDir }
}

const picture = (window: Page, name: string) =>
  window.screenshot({ path: join(pictures, `first-run-${name}.png`) })

test('a key that works, an app that is heard from, and a chat that answers', async () => {
  const stub = await startStub({ port: 0, quiet: true, apiKeys: [key] })
  cleanup.defer(() => stub.close())
  const { app, window, dataDir } = await start({ ANTHROPIC_BASE_URL: stub.url })

  await window.getByRole('heading', { name: 'Where should answers come from?' }).waitFor()
  const next = window.getByRole('button', { name: 'Continue' })
  expect(await next.isDisabled()).toBe(true)
  await window.getByLabel('Key', { exact: true }).fill(wrongKey)
  await window.getByText(/The provider refused \(401\)/).waitFor()
  expect(await next.isDisabled()).toBe(true)
  await window.getByLabel('Key', { exact: true }).fill(key)
  await window.getByText(/This key works: \d+ models/).waitFor()
  expect(await window.getByRole('radio', { name: 'Anthropic', exact: true }).isChecked()).toBe(true)
  expect(await seriousFaults(window)).toEqual([])
  await picture(window, 'key')
  await next.click()

  await window.getByRole('heading', { name: 'Point an app here' }).waitFor({ timeout: 40_000 })
  await window.getByText('Waiting for the first request').waitFor()
  await window.getByRole('button', { name: 'Copy curl' }).click()
  await window.getByText('Copied').first().waitFor({ state: 'attached' })
  const command = await app.evaluate(({ clipboard }) => clipboard.readText())
  const { stdout } = await promisify(execFile)('sh', ['-c', command])
  expect(JSON.parse(stdout).choices[0].message.content).toContain('hello')
  await window.getByText(/Heard from it just now/).waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await picture(window, 'app')
  await window.getByRole('button', { name: 'Continue' }).click()

  await window.getByRole('heading', { name: 'Add a cloud machine?' }).waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await window.getByRole('button', { name: 'Begin with a chat' }).click()
  await window.getByRole('button', { name: 'Send', exact: true }).click()
  await window.getByText(/^model=/).waitFor()
  await picture(window, 'chat')

  for (const file of readdirSync(join(dataDir, 'logs'))) {
    const lines = readFileSync(join(dataDir, 'logs', file), 'utf8')
    expect([key, wrongKey].filter(secret => lines.includes(secret))).toEqual([])
  }
  await palette(window)
}, 120_000)

/** Runs what is found by its name, takes it back, and mutes alerts. */
async function palette(window: Page): Promise<void> {
  const find = window.getByRole('combobox', { name: 'Search or run' })
  await window.keyboard.press('Control+k')
  await find.fill('drain loc')
  expect(await seriousFaults(window)).toEqual([])
  await picture(window, 'palette')
  await window.keyboard.press('Enter')
  await window
    .getByText(/local-1 takes nothing new/)
    .first()
    .waitFor()
  await window.getByText('0 of 1 worker serving').waitFor()
  await window.getByRole('button', { name: 'Undo' }).click()
  await window.getByText('1 of 1 worker serving').waitFor()

  await window.keyboard.press('Control+5')
  await window.getByRole('heading', { name: 'Metrics' }).first().waitFor()
  await window.getByRole('button', { name: 'Alerts' }).click()
  await window.getByText('All is well').waitFor()
  await window.getByRole('button', { name: 'Mute for an hour' }).click()
  await window.getByText(/^Silent until/).waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await window.getByRole('button', { name: 'Show again' }).click()
  await window.getByRole('button', { name: 'Mute for an hour' }).waitFor()
}

test('in Chinese, with the demo', async () => {
  const { window } = await start({ LANG: 'zh_CN.UTF-8', LANGUAGE: 'zh_CN' })
  await window.getByRole('heading', { name: '回答从哪里来？' }).waitFor()
  await window.getByRole('radio', { name: /内置演示/ }).click()
  await window.getByRole('button', { name: '继续' }).click()
  await window.getByRole('tab', { name: 'Claude Code' }).click({ timeout: 40_000 })
  await window.getByText(/ANTHROPIC_BASE_URL/).waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await picture(window, 'zh')
  await window.getByRole('button', { name: '跳过', exact: true }).click()
  await window.getByRole('button', { name: '开始对话' }).click()
  await window.getByRole('button', { name: '发送' }).click()
  await window.getByText('local-1').first().waitFor()

  await window.reload()
  await window.getByRole('navigation').first().waitFor()
}, 90_000)
