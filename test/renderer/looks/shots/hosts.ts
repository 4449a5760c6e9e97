import type { Page } from 'playwright-core'
import { go, type Shot } from '../shot.ts'

const hosts = go('Hosts')
const row = (name: string) => async (page: Page) => {
  await hosts(page)
  await page.getByText(name, { exact: true }).first().click()
}
const tab = async (page: Page, screen: string, name: RegExp) => {
  await go(screen)(page)
  await page.getByRole('tab', { name }).click()
}
const deployment =
  (place: number, screen = 'Hosts', name = /^Deployments/) =>
  async (page: Page) => {
    await tab(page, screen, name)
    await page.getByRole('row').nth(place).click()
  }
const inChinese = (place: number) => deployment(place, '主机', /^部署/)
const inTaiwan = (place: number) => deployment(place, '主機', /^部署/)
/** Scrolled to a host of it. */
const onHost = (show: (page: Page) => Promise<void>, name: string) => async (page: Page) => {
  await show(page)
  await page.getByRole('region', { name }).evaluate(host => host.scrollIntoView())
}
const way = (name: string) => async (page: Page) => {
  await hosts(page)
  await page.getByRole('button', { name: 'Add hosts' }).click()
  await page.getByRole('button', { name }).click()
}

export const hostsShots: Readonly<Record<string, Shot>> = {
  'hosts-replaced-dark': { scene: 'hosts', act: deployment(4) },
  'hosts-dark': { scene: 'hosts', act: hosts },
  'hosts-panel-light': { scene: 'hosts', theme: 'light', act: row('oracle-fra-1') },
  'hosts-changed-dark': { scene: 'hosts', act: row('oracle-nrt-1') },
  'hosts-offered-zh-small': {
    ...{ scene: 'hosts', language: 'zh-CN', small: true },
    act: async page => {
      await go('主机')(page)
      await page.getByText('hetzner-1').click()
    },
  },
  'hosts-away-light': { scene: 'hosts', theme: 'light', act: row('vps-old') },
  'hosts-away-zh-small': {
    ...{ scene: 'hosts', language: 'zh-CN', small: true, theme: 'light' },
    act: async page => {
      await go('主机')(page)
      await page.getByText('vps-old').click()
    },
  },
  'hosts-unlock-dark': {
    scene: 'hosts',
    act: async page => {
      await row('oracle-fra-1')(page)
      await page.getByRole('button', { name: 'More for oracle-fra-1' }).click()
      await page.getByRole('menuitem', { name: 'Break the lock' }).click()
    },
  },
  'hosts-zh-tw-light': {
    ...{ scene: 'hosts', language: 'zh-TW', theme: 'light' },
    act: go('主機'),
  },
  'hosts-many-small': { scene: 'hosts-many', small: true, act: hosts },
  'hosts-none-light': { scene: 'hosts-none', theme: 'light', act: hosts },
  'hosts-none-zh-small': { scene: 'hosts-none', language: 'zh-CN', small: true, act: go('主机') },
  'hosts-failing-dark': { scene: 'hosts-failing', act: hosts },
  'hosts-waiting-dark': { scene: 'hosts-waiting', act: hosts },
  'hosts-deployments-dark': { scene: 'hosts', act: page => tab(page, 'Hosts', /^Deployments/) },
  'hosts-running-dark': { scene: 'hosts', act: deployment(1) },
  'hosts-partial-light': { scene: 'hosts', theme: 'light', act: deployment(2) },
  'hosts-broken-small': { scene: 'hosts', small: true, act: deployment(3) },
  'hosts-running-zh-dark': { scene: 'hosts', language: 'zh-CN', act: inChinese(1) },
  'hosts-partial-zh-light': {
    ...{ scene: 'hosts', language: 'zh-CN', theme: 'light', act: inChinese(2) },
  },
  'hosts-partial-zh-small': { scene: 'hosts', language: 'zh-CN', small: true, act: inChinese(2) },
  'hosts-partial-zh-tw-dark': { scene: 'hosts', language: 'zh-TW', act: inTaiwan(2) },
  'hosts-broken-zh-tw-light': {
    ...{ scene: 'hosts', language: 'zh-TW', theme: 'light', act: inTaiwan(3) },
  },
  'hosts-failed-dark': { scene: 'hosts', act: onHost(deployment(2), 'oracle-nrt-1') },
  'hosts-failed-small': {
    ...{ scene: 'hosts', small: true, theme: 'light' },
    act: onHost(deployment(2), 'oracle-nrt-1'),
  },
  'hosts-failed-zh-light': {
    ...{ scene: 'hosts', language: 'zh-CN', theme: 'light' },
    act: onHost(inChinese(2), 'oracle-nrt-1'),
  },
  'hosts-failed-zh-tw-dark': {
    ...{ scene: 'hosts', language: 'zh-TW' },
    act: onHost(inTaiwan(2), 'oracle-nrt-1'),
  },
  'hosts-told-as-it-was-dark': { scene: 'hosts', act: deployment(5) },
  'hosts-plan-zh-light': {
    ...{ scene: 'hosts', language: 'zh-CN', theme: 'light' },
    act: async page => {
      await go('主机')(page)
      await page.getByText('oracle-fra-1', { exact: true }).first().click()
      await page.getByRole('button', { name: '更新', exact: true }).click()
      await page.getByText('命令').click()
    },
  },
  'hosts-plan-zh-tw-small': {
    ...{ scene: 'hosts', language: 'zh-TW', small: true },
    act: async page => {
      await go('主機')(page)
      await page.getByText('oracle-fra-1', { exact: true }).first().click()
      await page.getByRole('button', { name: '更新', exact: true }).click()
    },
  },
  'hosts-ways-dark': {
    scene: 'hosts',
    act: async page => {
      await hosts(page)
      await page.getByRole('button', { name: 'Add hosts' }).click()
    },
  },
  'hosts-machine-light': {
    ...{ scene: 'hosts', theme: 'light' },
    act: async page => {
      await way('A machine by SSH')(page)
      await page.getByRole('button', { name: 'Next' }).click()
    },
  },
  'hosts-login-dark': {
    scene: 'hosts',
    act: async page => {
      await way('A machine by SSH')(page)
      await page.getByRole('textbox', { name: 'Address' }).fill('203.0.113.7')
      await page.getByRole('button', { name: 'Next' }).click()
    },
  },
  'hosts-look-dark': {
    scene: 'hosts',
    act: async page => {
      await way('A machine by SSH')(page)
      await page.getByRole('textbox', { name: 'Address' }).fill('203.0.113.7')
      await page.getByRole('button', { name: 'Next' }).click()
      await page.getByRole('button', { name: 'Next' }).click()
      await page.getByText('Is this your machine?').waitFor()
    },
  },
  'hosts-oracle-small': { scene: 'hosts', small: true, act: way('A free machine at Oracle') },
  'hosts-import-dark': {
    scene: 'hosts',
    act: async page => {
      await way('A list')(page)
      await page.getByLabel('Text of the list').fill('name,address')
      await page.getByRole('button', { name: 'Preview' }).click()
    },
  },
  'hosts-coolify-light': { scene: 'hosts', theme: 'light', act: way('Servers of a Coolify') },
  'hosts-coolify-zh-small': {
    ...{ scene: 'hosts', language: 'zh-CN', small: true },
    act: async page => {
      await go('主机')(page)
      await page.getByRole('button', { name: '添加主机' }).click()
      await page.getByRole('button', { name: 'Coolify 管理的服务器' }).click()
      await page.getByRole('radio', { name: 'HTTP，带签名' }).click()
    },
  },
  'hosts-coolify-away-dark': { scene: 'coolify-away', act: way('Servers of a Coolify') },
  'hosts-plan-dark': {
    scene: 'hosts',
    act: async page => {
      await row('oracle-fra-1')(page)
      await page.getByRole('button', { name: 'Update', exact: true }).click()
      await page.getByText('Commands').click()
    },
  },
  'hosts-edit-small': {
    ...{ scene: 'hosts', small: true, theme: 'light' },
    act: async page => {
      await row('ready-1')(page)
      await page.getByRole('button', { name: 'More for ready-1' }).click()
      await page.getByRole('menuitem', { name: 'Change', exact: true }).click()
    },
  },
  'hosts-log-dark': {
    scene: 'hosts',
    act: async page => {
      await row('oracle-fra-1')(page)
      await page.getByRole('button', { name: 'More for oracle-fra-1' }).click()
      await page.getByRole('menuitem', { name: 'Worker log' }).click()
    },
  },
}
