import type { Page } from 'playwright-core'
import { go, type Shot } from '../shot.ts'

/** To the settings, and there to what is the desktop's. */
const toDesktop = (screen: string, label: string) => async (page: Page) => {
  await go(screen)(page)
  await page.locator('.section-names button').last().click()
  await page.getByLabel(label).scrollIntoViewIfNeeded()
}
const english = toDesktop('Settings', 'Look for updates')

const question = (page: Page) => page.getByRole('dialog').waitFor()

export const desktopShots: Readonly<Record<string, Shot>> = {
  'desktop-dark': { scene: 'desktop', act: english },
  'desktop-bare-light': { scene: 'desktop-bare', theme: 'light', act: english },
  'desktop-bare-zh-small': {
    ...{ scene: 'desktop-bare', language: 'zh-CN', small: true },
    act: toDesktop('设置', '检查更新'),
  },
  'desktop-update-light': { scene: 'desktop-update', theme: 'light', act: english },
  'desktop-failed-dark-small': { scene: 'desktop-failed', small: true, act: english },
  'desktop-off-said-dark': {
    scene: 'desktop',
    act: async page => {
      await english(page)
      await page.getByRole('button', { name: 'Check now' }).click()
    },
  },
  'desktop-closing-dark': { scene: 'desktop-closing', act: question },
  'desktop-closing-zh-tw-light-small': {
    ...{ scene: 'desktop-closing', language: 'zh-TW', theme: 'light', small: true },
    act: question,
  },
}
