import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { projectDir } from '#tools/project'
import { temporaryFolder } from '../integration/processes.ts'
import { seriousFaults } from './axe.ts'
import { launchApp } from './electron-launch.ts'

const pictures = join(projectDir, '.cache/screenshots')
mkdirSync(pictures, { recursive: true })

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

async function openHosts(language: string, screen: string): Promise<Page> {
  const app = await launchApp({
    dataDir: temporaryFolder(cleanup),
    args: ['--port=0'],
    env: { MODEL_PROVIDER: 'demo', LANG: language },
  })
  cleanup.defer(() => app.close())
  const window = await app.firstWindow()
  await window
    .getByRole('navigation')
    .first()
    .getByRole('button', { name: screen, exact: true })
    .click()
  return window
}

test('a machine that does not answer is added and told honestly, and a list is looked at first', async () => {
  const window = await openHosts('en_US.UTF-8', 'Hosts')
  await window.getByText('No machine works for you yet').waitFor()
  await window.getByRole('button', { name: 'Add by SSH' }).click()
  await window.getByRole('button', { name: 'Next' }).click()
  await window.getByText('An address is needed.').waitFor()
  await window.getByRole('textbox', { name: 'Address' }).fill('127.0.0.1')
  // Nobody listens on port 1.
  await window.getByRole('textbox', { name: 'SSH port' }).fill('1')
  await window.getByRole('textbox', { name: 'Name' }).fill('closed')
  await window.getByRole('button', { name: 'Next' }).click()
  await window.getByRole('radio', { name: 'Password' }).click()
  await window.getByRole('button', { name: 'Back' }).click()
  expect(await window.getByRole('textbox', { name: 'SSH port' }).inputValue()).toBe('1')
  await window.getByRole('button', { name: 'Next' }).click()
  await window.getByRole('textbox', { name: 'Password' }).fill('nobody-knows-this')
  await window.getByRole('button', { name: 'Next' }).click()
  await window.getByText('closed cannot be used yet').waitFor()
  await window.getByText(/nothing listens there/).waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await window.screenshot({ path: join(pictures, 'hosts-wizard.png') })
  await window.getByRole('button', { name: 'Later' }).click()
  await window.getByText('not reachable').first().waitFor()

  await window.getByRole('button', { name: 'Add hosts' }).click()
  await window.getByRole('button', { name: 'A list' }).click()
  await window
    .getByRole('textbox', { name: 'Text of the list' })
    .fill('name,address,port,user\noracle-1,203.0.113.7,22,ubuntu\nagain,127.0.0.1,1,ubuntu')
  await window.getByRole('button', { name: 'Preview' }).click()
  await window.getByText('known already').waitFor()
  await window.getByRole('button', { name: 'Add 1 host' }).click()
  await window.getByText('oracle-1', { exact: true }).waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await window.screenshot({ path: join(pictures, 'hosts.png') })
})

test('invites in Chinese where there is no machine', async () => {
  const window = await openHosts('zh_CN.UTF-8', '主机')
  await window.getByText('还没有机器在为你工作').waitFor()
  await window.getByRole('button', { name: '申请 Oracle 免费机器' }).click()
  await window.getByText('创建机器').waitFor()
  await window.getByRole('button', { name: '已拿到地址' }).click()
  expect(await window.getByRole('textbox', { name: '用户' }).inputValue()).toBe('ubuntu')
  expect(await seriousFaults(window)).toEqual([])
  await window.screenshot({ path: join(pictures, 'hosts-zh.png') })
})
