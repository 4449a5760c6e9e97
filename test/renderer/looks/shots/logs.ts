import type { Page } from 'playwright-core'
import { go, type Shot } from '../shot.ts'

const stream = go('Logs')

async function audit(page: Page): Promise<void> {
  await stream(page)
  await page.getByRole('tab', { name: 'Audit' }).click()
  await page.getByRole('cell', { name: 'Cherry Studio' }).first().waitFor()
}

async function verify(page: Page): Promise<void> {
  await audit(page)
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.getByRole('dialog').waitFor()
}

async function openLine(page: Page): Promise<void> {
  await stream(page)
  await page
    .getByRole('option', { name: /request failed/ })
    .last()
    .click()
}

export const logsShots: Readonly<Record<string, Shot>> = {
  'logs-dark': { scene: 'logs', act: stream },
  'logs-light': { scene: 'logs', theme: 'light', act: stream },
  'logs-small': { scene: 'logs', small: true, act: stream },
  'logs-zh-light': { scene: 'logs', language: 'zh-CN', theme: 'light', act: go('日志') },
  'logs-zh-tw-small': { scene: 'logs', language: 'zh-TW', small: true, act: go('記錄') },
  'logs-line-dark': { scene: 'logs', act: openLine },
  'logs-line-small-light': { scene: 'logs', small: true, theme: 'light', act: openLine },
  'logs-search-dark': {
    scene: 'logs',
    act: async page => {
      await stream(page)
      await page.getByLabel('Search, or /pattern/').fill('/exit \\d+|docker/')
      await page.waitForTimeout(600)
    },
  },
  'logs-pattern-light': {
    scene: 'logs',
    theme: 'light',
    act: async page => {
      await stream(page)
      await page.getByLabel('Search, or /pattern/').fill('/(a+)+$/')
      await page.waitForTimeout(600)
    },
  },
  'logs-nothing-dark': {
    scene: 'logs',
    act: async page => {
      await stream(page)
      await page.getByLabel('Search, or /pattern/').fill('not to be found')
      await page.waitForTimeout(600)
    },
  },
  'logs-scrolled-light': {
    scene: 'logs',
    theme: 'light',
    act: async page => {
      await stream(page)
      await page.getByRole('listbox').hover()
      await page.mouse.wheel(0, -3_000)
      await page.waitForTimeout(1_600)
    },
  },
  'logs-sources-dark': {
    scene: 'logs',
    act: async page => {
      await stream(page)
      await page.getByRole('button', { name: 'All sources' }).click()
      await page.getByRole('menuitemcheckbox', { name: 'Events' }).click()
    },
  },
  'logs-jump-light': {
    scene: 'logs',
    theme: 'light',
    act: async page => {
      await stream(page)
      await page.getByRole('button', { name: 'Go to time' }).click()
    },
  },
  'logs-wrapped-dark': {
    scene: 'logs',
    small: true,
    act: async page => {
      await stream(page)
      await page.getByRole('main').getByRole('button', { name: 'More' }).click()
      await page.getByRole('menuitem', { name: 'Wrap long lines' }).click()
    },
  },
  'logs-paused-dark': {
    scene: 'logs',
    act: async page => {
      await stream(page)
      await page.getByRole('button', { name: 'Pause' }).click()
      await page.waitForTimeout(1_500)
    },
  },
  'logs-flood-dark': {
    scene: 'logs-flood',
    act: async page => {
      await stream(page)
      await page.getByText('came too fast').waitFor()
    },
  },
  'logs-empty-light': { scene: 'logs-empty', theme: 'light', act: stream },
  'logs-reading-dark': { scene: 'logs-reading', act: stream },
  'logs-failed-zh': { scene: 'logs-failed', language: 'zh-CN', act: go('日志') },
  'logs-stopped-dark': { scene: 'logs-stopped', act: stream },
  'logs-audit-dark': { scene: 'logs', act: audit },
  'logs-audit-small-light': { scene: 'logs', theme: 'light', small: true, act: audit },
  'logs-audit-zh-light': {
    scene: 'logs',
    language: 'zh-CN',
    theme: 'light',
    act: async page => {
      await go('日志')(page)
      await page.getByRole('tab', { name: '审计' }).click()
      await page.waitForTimeout(300)
    },
  },
  'logs-verified-dark': { scene: 'logs', act: verify },
  'logs-broken-light': { scene: 'logs-broken', theme: 'light', act: verify },
  'logs-audit-stopped-dark': { scene: 'logs-stopped', act: audit },
}
