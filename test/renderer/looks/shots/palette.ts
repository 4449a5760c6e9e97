import type { Page } from 'playwright-core'
import type { Shot } from '../shot.ts'

async function open(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill(text)
  await page.waitForTimeout(300)
}

const bell = (page: Page) => page.locator('.bell').click()

export const paletteShots: Readonly<Record<string, Shot>> = {
  'palette-open-dark': { scene: 'palette', act: page => open(page, '') },
  'palette-drain-light': { scene: 'palette', theme: 'light', act: page => open(page, 'drain') },
  'palette-zh-small': {
    scene: 'palette',
    language: 'zh-CN',
    small: true,
    act: page => open(page, 'dark'),
  },
  'palette-found-dark': { scene: 'palette', act: page => open(page, 'load bal') },
  'palette-none-light': { scene: 'palette', theme: 'light', act: page => open(page, 'zzzzqq') },
  'palette-keys-light': {
    scene: 'palette',
    theme: 'light',
    act: async page => {
      await page.locator('.brand').click()
      await page.keyboard.press('?')
      await page.waitForTimeout(200)
    },
  },
  'palette-header-dark': {
    scene: 'palette',
    act: async page => {
      await page.waitForTimeout(4_000)
    },
  },
  'palette-header-zh-small': {
    scene: 'palette',
    language: 'zh-CN',
    small: true,
    theme: 'light',
    act: async page => {
      await page.waitForTimeout(4_000)
    },
  },
  'palette-alerts-dark': { scene: 'palette', act: bell },
  'palette-alerts-zh-small': {
    scene: 'palette',
    language: 'zh-CN',
    small: true,
    theme: 'light',
    act: bell,
  },
  'palette-alerts-muted-light': { scene: 'palette-well', theme: 'light', act: bell },
  'palette-point-app-dark': {
    scene: 'palette',
    act: async page => {
      await open(page, 'point')
      await page.keyboard.press('Enter')
      await page.waitForTimeout(300)
    },
  },
}
