import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { projectDir } from '#tools/project'
import { seriousFaults } from '../e2e/axe.ts'
import { goTo } from '../e2e/started-app.ts'
import { http } from '../integration/http.ts'
import { type OpenedApp, openApp } from './electron-app.ts'
import { fingerprintOf, type LabHost, labKeyFile, openLab } from './lab.ts'
import { type Deployed, logOf } from './rooted.ts'

const pictures = join(projectDir, '.cache/screenshots')
const house = new Cleanup()
afterAll(() => house.run())

let app: OpenedApp
let oslo: LabHost

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  app = await openApp(house)
  oslo = await openLab(house).up('oslo')
})

const picture = (name: string) => app.window.screenshot({ path: join(pictures, `${name}.png`) })
const button = (name: string) => app.window.getByRole('button', { name, exact: true })
const outcomeTitle = /^(1 host is (not )?well|Done on 1 host)$/

/** What the deployment that the window shows came to; the load of a lab host is that of this computer. */
async function outcome(action: string): Promise<Deployed> {
  const title = app.window.getByRole('heading', { name: `${action}: oslo`, exact: true })
  await title.waitFor()
  await app.window.getByText(outcomeTitle).waitFor({ timeout: 180_000 })
  const [latest] = (await http(`${app.url}/api/deployments`)).json.deployments as Deployed[]
  if (latest === undefined) throw new Error('There is no deployment.')
  const wrong = latest.hosts.flatMap(({ steps, checks }) => [
    ...steps.filter(({ status }) => status === 'failed').map(({ name }) => name),
    ...checks.filter(({ name, passed }) => !passed && name !== 'resources').map(({ name }) => name),
  ])
  expect(wrong, await logOf(app, latest)).toEqual([])
  return latest
}

/** Opens the panel of the host, and there the dialog behind an entry of its menu. */
async function choose(entry: string): Promise<void> {
  const { window } = app
  await goTo(window, 'Hosts')
  await window.getByRole('row').filter({ hasText: 'oslo' }).click()
  await button('More for oslo').click()
  await window.getByRole('menuitem', { name: entry, exact: true }).click()
}

async function runPlanned(action: string): Promise<Deployed> {
  await choose(action)
  const run = app.window.getByRole('dialog').getByRole('button', { name: 'Run it' })
  await run.click()
  return outcome(action)
}

test('a bare machine becomes a serving worker by clicks alone', async () => {
  const { window } = app
  await app.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, labKeyFile())
  await goTo(window, 'Hosts')
  await button('Add by SSH').click()
  await window.getByRole('textbox', { name: 'Address' }).fill(oslo.address)
  await window.getByRole('textbox', { name: 'User' }).fill('ubuntu')
  await window.getByRole('textbox', { name: 'Name' }).fill('oslo')
  await button('Next').click()
  await button('Choose').click()
  const chosen = window.getByRole('textbox', { name: 'Private key file' })
  await expect.poll(() => chosen.inputValue()).toBe(labKeyFile())
  await button('Next').click()

  await window.getByText('Is this your machine?').waitFor()
  await window.getByText(await fingerprintOf(oslo), { exact: true }).waitFor()
  expect(await button('Trust this key').isDisabled()).toBe(true)
  await picture('hosts-real-key')
  await window.getByRole('checkbox', { name: /I have compared it/ }).click()
  await button('Trust this key').click()
  await window.getByText('oslo can run a worker').waitFor()
  await picture('hosts-real-found')

  await button('See the plan').click()
  await window.getByText('would be done').waitFor()
  await window.getByText('Commands', { exact: true }).click()
  expect(await seriousFaults(window)).toEqual([])
  await picture('hosts-real-plan')
  await button('Run it').click()

  await window.locator('[aria-current=step]').first().waitFor()
  const log = window.getByRole('log')
  await log.getByText(/^\$ /).first().waitFor()
  await picture('hosts-real-running')
  const { id } = await outcome('Set up')
  expect(id).not.toBe('')
  expect(await seriousFaults(window)).toEqual([])
  await picture('hosts-real-done')
})

test('what is typed in the chat is answered by it', async () => {
  const { window } = app
  await goTo(window, 'Chat')
  await window.getByRole('textbox', { name: 'Message', exact: true }).fill('Hello')
  await window.keyboard.press('Enter')
  await window.getByText('Hello!').first().waitFor()
  await window.getByText(/oslo/).first().waitFor()
  await picture('hosts-real-chat')
})

test('its log is read, and it is stopped, started and taken away', async () => {
  const { window } = app
  await choose('Worker log')
  await window.getByText('Log of the worker on oslo').waitFor()
  const written = window.getByRole('dialog').locator('pre')
  await expect
    .poll(() => written.textContent(), { timeout: 20_000 })
    .toMatch(/banyan|listen|worker/i)
  expect(await seriousFaults(window)).toEqual([])
  await picture('hosts-real-log')
  await window.getByRole('dialog').getByRole('button', { name: 'Close' }).click()

  await runPlanned('Stop')
  expect(await oslo.run('systemctl is-active banyan-worker || true')).toBe('inactive')
  await runPlanned('Start')
  expect(await oslo.run('systemctl is-active banyan-worker || true')).toBe('active')

  await goTo(window, 'Hosts')
  await window.getByText('serving', { exact: true }).first().waitFor()
  await picture('hosts-real-serving')
  await runPlanned('Uninstall')
  expect(await oslo.run('ls /opt')).not.toContain('banyan-worker')
  await goTo(window, 'Hosts')
  await window.getByText('ready to set up').first().waitFor()
  await picture('hosts-real-after')
})
