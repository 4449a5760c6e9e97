import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { projectDir } from '#tools/project'
import { seriousFaults } from '../e2e/axe.ts'
import { goTo } from '../e2e/started-app.ts'
import { http, postJson } from '../integration/http.ts'
import { eventually } from '../integration/processes.ts'
import { ClickedHosts, speak } from './clicked-hosts.ts'
import { type OpenedApp, openApp } from './electron-app.ts'
import { type Lab, type LabHost, openLab } from './lab.ts'
import { startHostedRoot } from './rooted.ts'

const pictures = join(projectDir, '.cache/screenshots')
const house = new Cleanup()
afterAll(() => house.run())

let lab: Lab
let app: OpenedApp
let bergen: LabHost

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  lab = openLab(house)
  app = await openApp(house)
  bergen = await newHost('bergen')
})

const picture = (name: string) => app.window.screenshot({ path: join(pictures, `${name}.png`) })
const button = (name: string) => app.window.getByRole('button', { name, exact: true })

/** In the lab and in the app, with its key trusted and looked at. */
async function newHost(name: string): Promise<LabHost> {
  const host = await lab.up(name)
  const id = await app.addHost(host)
  await postJson(`${app.url}/api/hosts/discover`, { hosts: [id] })
  return host
}

const workerOn = async (host: LabHost) =>
  (await host.run('ls /opt')).includes('banyan-worker') ? 'there' : 'gone'
const lockOn = async (host: LabHost) =>
  (await host.run('ls -d /var/lib/banyan/lock 2>/dev/null || :')) === '' ? 'free' : 'held'

test('what is cancelled in the middle is told as stopped, and goes on from there', async () => {
  const { window } = app
  const hosts = new ClickedHosts(app, 'en')
  await bergen.lab('rate', '40mbit')
  await hosts.run('bergen', 'provision')
  const files = window.locator('[aria-current=step]').getByText(/of \d+ MB$/)
  await files.waitFor({ timeout: 60_000 })
  await picture('operating-running')
  await button('Cancel').click()
  await window.getByText('This deployment was stopped').waitFor()
  const said = 'It was stopped. What is done stays; it can go on later.'
  await window.getByText(said, { exact: true }).waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await picture('operating-stopped')
  expect(await lockOn(bergen)).toBe('free')
  await goTo(window, 'Hosts')
  await hosts.row('bergen').getByText('ready to set up').waitFor()

  await bergen.lab('rate', 'off')
  await window.getByRole('tab', { name: /^Deployments/ }).click()
  await window.getByRole('row').filter({ hasText: 'bergen' }).click()
  await button('Go on').click()
  await window.getByText('1 host is well').waitFor({ timeout: 90_000 })
  await picture('operating-resumed')
  await goTo(window, 'Hosts')
  await window.getByRole('tab', { name: /^Hosts/ }).click()
  await hosts.row('bergen').getByText('serving', { exact: true }).waitFor()
  expect(await workerOn(bergen)).toBe('there')
}, 240_000)

test('the lock of another root node is met, told, and broken only after that was asked', async () => {
  const { window } = app
  const hosts = new ClickedHosts(app, 'en')
  const tromso = await newHost('tromso')
  await lockedByAnother(tromso)

  await hosts.run('tromso', 'provision')
  await window.getByText('1 host is not well').waitFor({ timeout: 60_000 })
  await window
    .getByText(/is at work on/)
    .first()
    .waitFor()
  const offer = window.getByRole('region', { name: 'Somebody else is at work on tromso' })
  await offer.waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await picture('operating-locked')
  await offer.getByRole('button', { name: 'Break the lock' }).click()
  const dialog = hosts.dialog()
  await dialog.getByText('Break the lock on tromso?').waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await picture('operating-unlock')
  await dialog.getByRole('button', { name: 'Keep' }).click()
  expect(await lockOn(tromso)).toBe('held')
  await offer.getByRole('button', { name: 'Break the lock' }).click()
  await dialog.getByRole('button', { name: 'Break the lock' }).click()
  await window.getByText(/^The lock of tromso was broken; .+ had it\.$/).waitFor()
  await offer.waitFor({ state: 'detached' })
  expect(await lockOn(tromso)).toBe('free')

  await button('Go on').click()
  await window.getByText('1 host is well').waitFor({ timeout: 90_000 })
  await goTo(window, 'Hosts')
  await hosts.row('tromso').getByText('serving', { exact: true }).waitFor()
}, 240_000)

test('in Chinese a host is replaced by another, and the old worker is taken away', async () => {
  const { window } = app
  const narvik = await newHost('narvik')
  await speak(app, 'zh-Hans')
  const hosts = new ClickedHosts(app, 'zh-Hans')
  const dialog = await hosts.choose('bergen', '替换')
  await dialog.getByText('替换 bergen').waitFor()
  await dialog
    .getByRole('combobox', { name: '替换为' })
    .selectOption({ label: 'narvik · 可以部署' })
  expect(await seriousFaults(window)).toEqual([])
  await picture('operating-replace-zh')
  await dialog.getByRole('button', { name: '替换', exact: true }).click()
  await hosts.deployment('narvik', 'provision').waitFor()
  await window.getByText(/^用时 /).waitFor({ timeout: 90_000 })
  await window.getByText('用来替换“bergen”').waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await picture('operating-replaced-zh')
  await button('查看').click()
  await hosts.deployment('bergen', 'uninstall').waitFor()
  await window.getByText(/^用时 /).waitFor({ timeout: 60_000 })
  await goTo(window, '主机')
  await hosts.row('narvik').getByText('在服务', { exact: true }).waitFor()
  await hosts.row('bergen').getByText('可以部署').waitFor({ timeout: 60_000 })
  await picture('operating-after-replace-zh')
  expect([await workerOn(bergen), await workerOn(narvik)]).toEqual(['gone', 'there'])
}, 240_000)

test('in Chinese a worker is uninstalled and its host forgotten, each after a look', async () => {
  const { window } = app
  const hosts = new ClickedHosts(app, 'zh-Hans')
  const { json } = await http(`${app.url}/api/hosts/tromso`)
  await hosts.choose('tromso', '卸载')
  await hosts.dialog().getByText('将会执行', { exact: true }).waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await picture('operating-uninstall-zh')
  await hosts.dialog().getByRole('button', { name: '执行', exact: true }).click()
  await hosts.deployment('tromso', 'uninstall').waitFor()
  await window.getByText(/^用时 /).waitFor({ timeout: 60_000 })
  await picture('operating-uninstalled-zh')
  const dialog = await hosts.choose('tromso', '移除主机')
  await dialog.getByText('移除 tromso？').waitFor()
  await picture('operating-forget-zh')
  await dialog.getByRole('button', { name: '移除', exact: true }).click()
  await window.getByText('tromso 已移除。', { exact: true }).waitFor()
  expect(await hosts.row('tromso').count()).toBe(0)
  expect((await http(`${app.url}/api/hosts/${json.id}`)).status).toBe(404)
})

/** Another root node begins there, and loses its power in the middle: its lock stays. */
async function lockedByAnother(host: LabHost): Promise<void> {
  const other = await startHostedRoot(house)
  const id = await other.addHost(host)
  await host.lab('rate', '10mbit')
  await postJson(`${other.url}/api/hosts/${id}/provision`, {})
  await eventually(60_000, async () => expect(await lockOn(host)).toBe('held'))
  other.signal('SIGKILL')
  await other.exited
  await host.lab('rate', 'off')
}
