import type { Page } from 'playwright-core'
import { go, type Shot } from '../shot.ts'

const shown =
  (screen: string, then: (page: Page) => Promise<unknown> = async () => {}) =>
  async (page: Page) => {
    await go(screen)(page)
    await page.waitForTimeout(500)
    await then(page)
    await page.waitForTimeout(300)
  }
const press = (name: string) => (page: Page) =>
  page.getByRole('radio', { name, exact: true }).click()

export const metricsShots: Readonly<Record<string, Shot>> = {
  'metrics-dark': {
    scene: 'metrics',
    act: shown('Metrics', async page => {
      await page.getByRole('slider').nth(3).focus()
      await page.keyboard.press('Home')
      for (let at = 0; at < 40; at++) await page.keyboard.press('ArrowRight')
    }),
  },
  'metrics-worker-light': {
    scene: 'metrics',
    theme: 'light',
    act: shown('Metrics', press('Worker')),
  },
  'metrics-30d-zh-dark': {
    scene: 'metrics',
    language: 'zh-CN',
    act: shown('指标', press('30 天')),
  },
  'metrics-app-zh-tw-light': {
    ...{ scene: 'metrics', language: 'zh-TW', theme: 'light' },
    act: shown('指標', press('應用程式')),
  },
  'metrics-small': { scene: 'metrics', small: true, act: shown('Metrics') },
  'metrics-table-light': {
    ...{ scene: 'metrics', theme: 'light' },
    act: shown('Metrics', page => page.getByRole('button', { name: 'Cost as a table' }).click()),
  },
  'metrics-empty-dark': { scene: 'metrics-empty', act: shown('Metrics') },
  'metrics-failing-light': { scene: 'metrics-failing', theme: 'light', act: shown('Metrics') },
  'metrics-slow-dark': { scene: 'metrics-slow', act: shown('Metrics') },
}
