import type { Page } from 'playwright-core'
import { go, type Shot } from '../shot.ts'

const open =
  (screen: string, row: RegExp, then: (page: Page) => Promise<unknown> = async () => {}) =>
  async (page: Page) => {
    await go(screen)(page)
    await page.getByRole('row', { name: row }).first().click()
    await page.waitForTimeout(400)
    await then(page)
  }

const listed = async (page: Page) => {
  await go('Requests')(page)
  await page.waitForTimeout(900)
}

export const requestsShots: Readonly<Record<string, Shot>> = {
  'requests-list-dark': { scene: 'requests', act: listed },
  'requests-list-small-light': { scene: 'requests', small: true, theme: 'light', act: listed },
  'requests-failed-dark': { scene: 'requests', act: open('Requests', /^failed/) },
  'requests-bars-dark': {
    scene: 'requests',
    act: open('Requests', /^failed/, async page => {
      await page.getByRole('heading', { name: 'Facts' }).scrollIntoViewIfNeeded()
    }),
  },
  'requests-bars-light': {
    ...{ scene: 'requests', theme: 'light' },
    act: open('Requests', /2 attempts/, async page => {
      await page.getByRole('heading', { name: 'Facts' }).scrollIntoViewIfNeeded()
    }),
  },
  'requests-failed-zh-light': {
    ...{ scene: 'requests', language: 'zh-CN', theme: 'light' },
    act: open('请求', /^失败/),
  },
  'requests-failed-small': { scene: 'requests', small: true, act: open('Requests', /^failed/) },
  'requests-kept-light': {
    ...{ scene: 'requests', theme: 'light' },
    act: open('Requests', /2 attempts/, async page => {
      await page.getByRole('button', { name: 'Send again' }).click()
      await page.getByRole('columnheader', { name: 'new one' }).waitFor()
    }),
  },
  'requests-refused-zh-tw-dark': {
    ...{ scene: 'requests', language: 'zh-TW' },
    act: open('請求', /^被拒絕/),
  },
  'requests-narrowed-dark': {
    scene: 'requests',
    act: async page => {
      await listed(page)
      await page.getByLabel('Search requests').fill('nothing like this')
      await page.getByText('Nothing fits').waitFor()
    },
  },
  'requests-empty-light': { scene: 'requests-empty', theme: 'light', act: listed },
  'requests-failing-dark': { scene: 'requests-failing', act: listed },
  'requests-slow-dark': { scene: 'requests-slow', act: listed },
}
