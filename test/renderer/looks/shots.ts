import type { Page } from 'playwright-core'
import { go, type Shot } from './shot.ts'
import { chatShots } from './shots/chat.ts'
import { desktopShots } from './shots/desktop.ts'
import { firstRunShots } from './shots/first-run.ts'
import { hostsShots } from './shots/hosts.ts'
import { logsShots } from './shots/logs.ts'
import { metricsShots } from './shots/metrics.ts'
import { paletteShots } from './shots/palette.ts'
import { requestsShots } from './shots/requests.ts'
import { settingsShots } from './shots/settings.ts'
import { topologyShots } from './shots/topology.ts'

async function say(page: Page, text: string): Promise<void> {
  await go('Chat')(page)
  await page.getByLabel('Message', { exact: true }).fill(text)
  await page.getByLabel('Message', { exact: true }).press('Enter')
}

async function openFirst(page: Page): Promise<void> {
  await go('Chat')(page)
  await page
    .getByRole('button', { name: /load balancer/ })
    .first()
    .click()
}

export const shots: Readonly<Record<string, Shot>> = {
  ...topologyShots,
  ...chatShots,
  ...hostsShots,
  ...requestsShots,
  ...metricsShots,
  ...logsShots,
  ...settingsShots,
  ...firstRunShots,
  ...paletteShots,
  ...desktopShots,
  'running-dark': { scene: 'running' },
  'running-light': { scene: 'running', theme: 'light' },
  'running-small': { scene: 'running', small: true },
  'running-zh': { scene: 'running', language: 'zh-CN' },
  'running-zh-tw-light': { scene: 'running', language: 'zh-TW', theme: 'light' },
  'hosted-light': { scene: 'hosted', theme: 'light' },
  'hosted-dark': { scene: 'hosted' },
  'hosted-zh-light': { scene: 'hosted', language: 'zh-CN', theme: 'light' },
  'hosted-zh-tw-small': { scene: 'hosted', language: 'zh-TW', small: true },
  'demo-light': { scene: 'demo', theme: 'light' },
  'demo-dark': { scene: 'demo' },
  'demo-zh-small': { scene: 'demo', language: 'zh-CN', small: true },
  'starting-dark': { scene: 'starting' },
  'empty-light': { scene: 'empty', theme: 'light' },
  'stopped-dark': { scene: 'stopped' },
  'stopped-zh-light': { scene: 'stopped', language: 'zh-CN', theme: 'light' },
  'stopping-dark': { scene: 'stopping' },
  'taken-dark': { scene: 'taken' },
  'taken-zh-small': { scene: 'taken', language: 'zh-CN', small: true, theme: 'light' },
  'adding-dark': {
    scene: 'running',
    act: async page => {
      await page.getByRole('button', { name: 'Add a worker' }).click()
      await page.getByRole('textbox', { name: 'Address' }).fill('192.168.1.20')
      await page.getByRole('button', { name: 'Add', exact: true }).click()
    },
  },
  'removing-light': {
    scene: 'running',
    theme: 'light',
    act: async page => {
      await page.locator('.react-flow__node', { hasText: 'old-1' }).click()
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Remove' }).click()
    },
  },
  'chat-empty-dark': { scene: 'running', act: go('Chat') },
  'chat-empty-zh-light': { scene: 'running', language: 'zh-CN', theme: 'light', act: go('对话') },
  'chat-stopped-light': { scene: 'stopped', theme: 'light', act: go('Chat') },
  'chat-streaming-dark': {
    scene: 'running',
    act: async page => {
      await openFirst(page)
      await page
        .getByLabel('Message', { exact: true })
        .fill('And what if the tills differ in size? (stream)')
      await page.getByLabel('Message', { exact: true }).press('Enter')
      await page.waitForTimeout(1_000)
    },
  },
  'chat-waiting-small': {
    scene: 'running',
    small: true,
    act: async page => {
      await openFirst(page)
      await page.getByLabel('Message', { exact: true }).fill('wait')
      await page.getByLabel('Message', { exact: true }).press('Enter')
      await page.waitForTimeout(2_500)
    },
  },
  'chat-answered-light': {
    scene: 'running',
    theme: 'light',
    act: async page => {
      await openFirst(page)
      await page
        .getByLabel('Message', { exact: true })
        .fill('And what if the tills differ in size?')
      await page.getByLabel('Message', { exact: true }).press('Enter')
      await page.waitForTimeout(1_500)
    },
  },
  'chat-failed-dark': {
    scene: 'running',
    act: async page => {
      await say(page, 'Please fail')
      await page.getByRole('button', { name: 'Retry', exact: true }).waitFor()
    },
  },
  'chat-stopped-turn-light': {
    scene: 'running',
    theme: 'light',
    act: async page => {
      await say(page, 'Tell me about tills (stream)')
      await page.waitForTimeout(500)
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Retry', exact: true }).waitFor()
    },
  },
}
