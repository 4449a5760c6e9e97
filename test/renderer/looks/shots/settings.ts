import type { Page } from 'playwright-core'
import { go, type Shot } from '../shot.ts'

const screens: Readonly<Record<string, string>> = {
  en: 'Settings',
  'zh-CN': '设置',
  'zh-TW': '設定',
}

/** Goes to the part at a place in the list, whatever it is called. */
const part =
  (at: number, language = 'en', then?: (page: Page) => Promise<void>) =>
  async (page: Page) => {
    await go(screens[language] ?? 'Settings')(page)
    await page.locator('.section-names button').nth(at).click()
    await page.locator('#section-title').waitFor()
    await page.waitForTimeout(150)
    await then?.(page)
  }

const shot = (
  at: number,
  more: Partial<Shot> = {},
  then?: (page: Page) => Promise<void>,
): Shot => ({
  scene: 'sets',
  ...more,
  act: part(at, more.language, then),
})

const light = { theme: 'light' } as const
const zh = { language: 'zh-CN' } as const
const small = { small: true } as const
const press = (name: string) => (page: Page) => page.getByRole('button', { name }).first().click()

const seeMuted = (page: Page) => page.locator('.mute-control').scrollIntoViewIfNeeded()

export const settingsShots: Readonly<Record<string, Shot>> = {
  'sets-security-dark': shot(0),
  'sets-security-light-small': shot(0, { ...light, ...small }),
  'sets-security-zh': shot(0, zh),
  'sets-well-light': shot(0, { ...light, scene: 'sets-well' }, press('Verify now')),
  'sets-models-dark': shot(1),
  'sets-models-zh-small': shot(1, { ...zh, ...small }),
  'sets-prices-dark': shot(2, {}, press('Add a price for qwen3')),
  'sets-prices-zh-light': shot(2, { ...zh, ...light }),
  'sets-prices-empty-small': shot(2, { ...small, scene: 'sets-empty' }),
  'sets-apps-dark': shot(3),
  'sets-apps-light-small': shot(3, { ...light, ...small }),
  'sets-apps-zh-light': shot(3, { ...zh, ...light }),
  'sets-apps-broken': shot(3, { scene: 'sets-broken' }),
  'sets-apps-waiting': shot(3, { scene: 'sets-waiting' }),
  'sets-apps-stopped': shot(3, { scene: 'sets-stopped' }),
  'sets-app-edit-dark': shot(3, {}, press('Cherry Studio')),
  'sets-app-edit-zh-small': shot(3, { ...zh, ...small }, press('Claude Code')),
  'sets-app-menu-light': shot(3, light, press('More for Cherry Studio')),
  'sets-app-key-dark': shot(3, {}, async page => {
    await press('Add an app')(page)
    await page.getByLabel('Name').fill('Open WebUI')
    await press('Add and show the key')(page)
    await page.getByText('I have copied it').waitFor()
  }),
  'sets-server-light': shot(4, light),
  'sets-routing-dark': shot(6),
  'sets-routing-light-small': shot(6, { ...light, ...small }),
  'sets-routing-zh': shot(6, zh, press('添加别名')),
  'sets-alerts-dark': shot(10, {}, press('Send a test')),
  'sets-alerts-light-small': shot(10, { ...light, ...small }),
  'sets-alerts-zh': shot(10, { ...zh, ...light }),
  'sets-muted-dark': shot(10, {}, seeMuted),
  'sets-muted-wrong-light': shot(10, light, async page => {
    await seeMuted(page)
    await page.getByLabel('Muted until', { exact: true }).fill('2020-01-02T03:04')
  }),
  'sets-muted-zh-small': shot(10, { ...zh, ...small, ...light }, seeMuted),
  'sets-unmuted-zh-tw': shot(10, { scene: 'sets-well', language: 'zh-TW' }, seeMuted),
  'sets-backups-dark': shot(11),
  'sets-backups-zh-light': shot(11, { ...zh, ...light }),
  'sets-backups-empty-small': shot(11, { ...small, scene: 'sets-empty' }),
  'sets-restore-dark': shot(11, {}, press('Restore the backup of')),
  'sets-transfer-dark': shot(13),
  'sets-import-dark': shot(13, {}, press('Choose a file')),
  'sets-import-zh-small': shot(13, { ...zh, ...small, ...light }, press('选择文件')),
  'sets-report-light': shot(13, light, async page => {
    await press('Choose a file')(page)
    await page.getByRole('button', { name: /^Apply/ }).click()
    await page.getByText('What was done').waitFor()
  }),
  'sets-app-zh-tw': shot(14, { language: 'zh-TW' }),
  'sets-search-dark': shot(1, {}, page => page.getByLabel('Search settings').fill('timeout')),
  'sets-search-theme-small': shot(1, { ...light, ...small }, page =>
    page.getByLabel('Search settings').fill('theme'),
  ),
  'sets-search-none-light': shot(1, light, page =>
    page.getByLabel('Search settings').fill('xyzzy'),
  ),
}
