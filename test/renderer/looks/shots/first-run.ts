import type { Page } from 'playwright-core'
import type { Shot } from '../shot.ts'

async function enter(page: Page, key: string): Promise<void> {
  await page.locator('input[type=password]').fill(key)
  await page.waitForTimeout(800)
}

async function toApps(page: Page, app: string): Promise<void> {
  await page.locator('.step-foot .quiet').click()
  await page.getByRole('tab', { name: app, exact: true }).click()
}

async function toMachines(page: Page): Promise<void> {
  await page.locator('.step-foot .quiet').click()
  await page.locator('.step-foot .quiet').click()
}

export const firstRunShots: Readonly<Record<string, Shot>> = {
  'first-begin-dark': { scene: 'first' },
  'first-begin-zh-small': { scene: 'first', language: 'zh-CN', small: true, theme: 'light' },
  'first-works-light': {
    scene: 'first',
    theme: 'light',
    act: page => enter(page, 'sk-proj-0123456789abcdef'),
  },
  'first-works-zh-tw': {
    scene: 'first',
    language: 'zh-TW',
    act: page => enter(page, 'sk-proj-0123456789abcdef'),
  },
  'first-refused-dark': { scene: 'first', act: page => enter(page, 'sk-proj-wrong-0123456789') },
  'first-compatible-small': {
    scene: 'first-nothing',
    small: true,
    act: async page => {
      await page.getByRole('radio', { name: 'Compatible server' }).click()
      await page.getByLabel('Address').fill('http://192.168.1.20:8000')
      await page.waitForTimeout(800)
    },
  },
  'first-apps-dark': { scene: 'first', act: page => toApps(page, 'curl') },
  'first-apps-python-light': {
    scene: 'first-heard',
    theme: 'light',
    act: page => toApps(page, 'OpenAI SDK, Python'),
  },
  'first-apps-key-small': {
    scene: 'first',
    small: true,
    act: async page => {
      await toApps(page, 'Open WebUI')
      await page.getByRole('radio', { name: 'A key of its own' }).click()
      await page.getByRole('button', { name: 'Make a key' }).click()
      await page.waitForTimeout(200)
    },
  },
  'first-apps-zh-light': {
    scene: 'first-heard',
    language: 'zh-CN',
    theme: 'light',
    act: page => toApps(page, 'Cherry Studio'),
  },
  'first-apps-stopped-dark': { scene: 'first-stopped', act: page => toApps(page, 'Cline') },
  'first-machine-dark': { scene: 'first', act: toMachines },
  'first-machine-zh-small': {
    scene: 'first',
    language: 'zh-CN',
    small: true,
    theme: 'light',
    act: toMachines,
  },
}
