import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { layout } from '#main/provisioning/layout'
import { projectDir } from '#tools/project'
import { postJson } from '../integration/http.ts'
import { temporaryFolder } from '../integration/processes.ts'
import { longestTurn, type OpenedApp, openApp } from './electron-app.ts'
import { type Lab, type LabHost, openLab } from './lab.ts'
import { type Deployed, logOf } from './rooted.ts'

const pictures = join(projectDir, '.cache/screenshots')
const house = new Cleanup()
afterAll(() => house.run())

const dataDir = temporaryFolder(house)
let lab: Lab
let app: OpenedApp
let frankfurt: LabHost
let id: string

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  lab = openLab(house)
  app = await openApp(house, { dataDir, language: 'zh_CN.UTF-8' })
  frankfurt = await lab.up('frankfurt')
  id = await app.addHost(frankfurt, { name: '法兰克福', host_key: 'ask' })
})

const keys = `${layout.tunnelHome}/.ssh/authorized_keys`
const cardOf = (name: string) => app.window.getByRole('listitem', { name })
const picture = (name: string) => app.window.screenshot({ path: join(pictures, `${name}.png`) })

/** The load that a host of the lab sees is that of the whole machine, whatever else is at work there. */
const wrongWith = ({ hosts }: Deployed) =>
  hosts.flatMap(({ steps, checks }) => [
    ...steps.filter(({ status }) => status === 'failed').map(({ name }) => name),
    ...checks.filter(({ name, passed }) => !passed && name !== 'resources').map(({ name }) => name),
  ])

test('a bare host is trusted and provisioned while the app stays responsive', async () => {
  const [seen] = (await postJson(`${app.url}/api/hosts/discover`, { hosts: [id] })).json.hosts
  expect([seen.trust.state, seen.trust.key.type]).toEqual(['offered', 'ssh-ed25519'])
  const { fingerprint } = seen.trust.key
  const trusted = await postJson(`${app.url}/api/hosts/${id}/trust`, { fingerprint })
  expect(trusted.json.trust.state).toBe('pinned')

  const { longestMs, outcome } = await longestTurn(app, () => app.deploy(`/hosts/${id}/provision`))
  expect(wrongWith(outcome), await logOf(app, outcome)).toEqual([])
  expect(await app.chat('你好', id)).toContain('你好')
  expect(longestMs).toBeLessThan(150)
})

test('the window shows its worker, and what is typed there is answered by it', async () => {
  const { window } = app
  const card = cardOf('法兰克福')
  await card.getByText('正常', { exact: true }).waitFor()
  await card.getByText('SSH 隧道').waitFor()
  await card.getByText(`ssh://${frankfurt.address}:22`).waitFor()
  await card.getByText('0 / 5').waitFor()
  expect(await card.getByRole('button').count()).toBe(0)
  await picture('hosted-worker')

  await window.getByRole('button', { name: '对话', exact: true }).click()
  await window.getByRole('textbox', { name: '消息' }).fill('我叫小李')
  await window.keyboard.press('Enter')
  // Named below an answer when that is whole.
  const whole = window.getByText(/法兰克福 ·/)
  await whole.first().waitFor()
  await window.getByRole('textbox', { name: '消息' }).fill('我叫什么？')
  await window.keyboard.press('Enter')
  await whole.nth(1).waitFor()
  await window.getByText(/小李。/).waitFor()
  await picture('hosted-chat')
})

test('says in its language that the way to a worker is lost or refused, and finds it again', async () => {
  await app.window.getByRole('button', { name: /^工作节点/ }).click()
  const card = cardOf('法兰克福')
  await frankfurt.run('systemctl stop ssh; pkill -f "sshd: [b]anyan-tunnel" || true')
  await card.getByText(/连不上“法兰克福”|SSH 连接断开了/).waitFor()
  await picture('hosted-unreachable')
  await frankfurt.run(`mv ${keys} ${keys}.away; systemctl start ssh`)
  await card.getByText(/拒绝了用户“banyan-tunnel”/).waitFor({ timeout: 60_000 })
  await card.getByText('离线 · 不会自动重试').waitFor()
  await picture('hosted-refused')
  await frankfurt.run(`mv ${keys}.away ${keys}`)
  const again = await app.deploy(`/hosts/${id}/provision`)
  expect(wrongWith(again), await logOf(app, again)).toEqual([])
  await card.getByText('正常', { exact: true }).waitFor()
})

test('another worker is reached by mutual TLS', async () => {
  const second = await lab.up('mutual')
  const mutual = await app.addHost(second, { name: 'Tokyo', transport: 'tls' })
  const made = await app.deploy(`/hosts/${mutual}/provision`)
  expect(wrongWith(made), await logOf(app, made)).toEqual([])
  expect(await app.chat('hello', mutual)).toContain('Hello!')
  const { transport, url, status } = await app.worker(mutual)
  expect({ transport, url, status }).toEqual({
    transport: 'tls',
    url: expect.stringMatching(/^https:/),
    status: 'healthy',
  })
  const address = second.address
  const foreign = await second.run(
    `curl -sk --max-time 5 https://${address}:3001/health || echo refused`,
  )
  expect(foreign).toBe('refused')
})

test('after a restart both are there again, in English', async () => {
  expect(app.output()).not.toMatch(/warning|deprecat|sshcrypto|cpu-features/i)
  await app.close()
  app = await openApp(house, { dataDir })
  for (const [name, way] of [
    ['法兰克福', 'by SSH tunnel'],
    ['Tokyo', 'by TLS'],
  ] as const) {
    await cardOf(name).getByText('healthy', { exact: true }).waitFor()
    await cardOf(name).getByText(way, { exact: true }).waitFor()
  }
  await picture('hosted-english')
  expect(await app.chat('hello', id)).toContain('Hello!')
})
