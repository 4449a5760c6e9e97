import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { layout } from '#main/provisioning/layout'
import { projectDir } from '#tools/project'
import { seriousFaults } from '../e2e/axe.ts'
import { goTo } from '../e2e/started-app.ts'
import { http } from '../integration/http.ts'
import { temporaryFolder } from '../integration/processes.ts'
import { ClickedHosts } from './clicked-hosts.ts'
import { longestTurn, type OpenedApp, openApp } from './electron-app.ts'
import { fingerprintOf, type Lab, type LabHost, openLab } from './lab.ts'
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
const picture = (name: string) => app.window.screenshot({ path: join(pictures, `${name}.png`) })

/** The load that a host of the lab sees is that of the whole machine, whatever else is at work there. */
const wrongWith = ({ hosts }: Deployed) =>
  hosts.flatMap(({ steps, checks }) => [
    ...steps.filter(({ status }) => status === 'failed').map(({ name }) => name),
    ...checks.filter(({ name, passed }) => !passed && name !== 'resources').map(({ name }) => name),
  ])

/** What the last deployment came to. */
async function latest(): Promise<Deployed> {
  const { json } = await http(`${app.url}/api/deployments`)
  return app.over(json.deployments[0].id)
}

test('a bare host is trusted and provisioned by clicks while the app stays responsive', async () => {
  const { window } = app
  const panel = await new ClickedHosts(app, 'zh-Hans').select('法兰克福')
  await panel.getByRole('button', { name: '重新检查' }).click()
  await panel.getByText('这是你的机器吗？').waitFor()
  await panel.getByText(await fingerprintOf(frankfurt), { exact: true }).waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await picture('hosted-key')
  await panel.getByRole('checkbox', { name: '我已对照，所有字符都一致' }).click()
  await panel.getByRole('button', { name: '信任这把密钥' }).click()
  await panel.getByText('可以部署').waitFor()
  const { json: host } = await http(`${app.url}/api/hosts/${id}`)
  expect([host.trust.state, host.trust.pinned.type]).toEqual(['pinned', 'ssh-ed25519'])

  await panel.getByRole('button', { name: '部署', exact: true }).click()
  const run = window.getByRole('dialog').getByRole('button', { name: '执行', exact: true })
  await expect.poll(() => run.isEnabled(), { timeout: 30_000 }).toBe(true)
  const { longestMs, outcome } = await longestTurn(app, async () => {
    await run.click()
    await window.getByRole('heading', { name: '部署：法兰克福', exact: true }).waitFor()
    return latest()
  })
  expect(wrongWith(outcome), await logOf(app, outcome)).toEqual([])
  await window.getByText(/^1 台主机(正常|有问题)$/).waitFor()
  await picture('hosted-deployed')
  expect(await app.chat('你好', id)).toContain('你好')
  expect(longestMs).toBeLessThan(150)
})

test('the window shows its worker, and what is typed there is answered by it', async () => {
  const { window } = app
  const hosts = new ClickedHosts(app, 'zh-Hans')
  const panel = await hosts.select('法兰克福')
  await hosts.row('法兰克福').getByText('在服务', { exact: true }).waitFor()
  const worker = panel.getByRole('region', { name: '工作节点', exact: true })
  await worker.getByText('正常', { exact: true }).waitFor()
  await worker.getByText('5 个名额，进行中 0').waitFor()
  await worker.getByText('systemd', { exact: true }).waitFor()
  await panel.getByRole('region', { name: '连接方式' }).getByText('SSH 隧道').waitFor()
  await panel.getByText(`ubuntu@${frankfurt.address}`).waitFor()
  expect(await panel.getByRole('region', { name: '存在的障碍' }).count()).toBe(0)
  expect(await seriousFaults(window)).toEqual([])
  await picture('hosted-worker')

  await goTo(window, '对话')
  const message = window.getByRole('textbox', { name: '消息', exact: true })
  await message.fill('我叫小李')
  await window.keyboard.press('Enter')
  // Named below an answer when that is whole.
  const answeredBy = window.getByRole('log').getByText('法兰克福')
  await answeredBy.first().waitFor()
  await message.fill('我叫什么？')
  await window.keyboard.press('Enter')
  await answeredBy.nth(1).waitFor()
  await window.getByText(/小李。/).waitFor()
  await picture('hosted-chat')
})

test('says in its language that the way to a worker is lost or refused, and finds it again', async () => {
  const { window } = app
  const hosts = new ClickedHosts(app, 'zh-Hans')
  const panel = await hosts.select('法兰克福')
  const worker = panel.getByRole('region', { name: '工作节点', exact: true })
  await frankfurt.run('systemctl stop ssh; pkill -f "sshd: [b]anyan-tunnel" || true')
  await hosts.row('法兰克福').getByText('工作节点离线').waitFor()
  await panel.getByText('Banyan 会自动重试，请求转到其他工作节点。').waitFor()
  await worker.getByText(/连不上“法兰克福”|SSH 连接断开了/).waitFor()
  await picture('hosted-unreachable')
  await frankfurt.run(`mv ${keys} ${keys}.away; systemctl start ssh`)
  await worker.getByText(/“法兰克福”拒绝了用户“banyan-tunnel”/).waitFor({ timeout: 60_000 })
  await worker.getByText('离线 · 不会自动重试').waitFor()
  await panel.getByText(/^Banyan 不会自动重试。.*再点“更新”/).waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await picture('hosted-refused')
  await frankfurt.run(`rm ${keys}.away`)
  await hosts.run('法兰克福', 'update')
  const again = await latest()
  expect(wrongWith(again), await logOf(app, again)).toEqual([])
  await hosts.select('法兰克福')
  await worker.getByText('正常', { exact: true }).waitFor()
  await hosts.row('法兰克福').getByText('在服务', { exact: true }).waitFor()
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
  const hosts = new ClickedHosts(app, 'en')
  for (const [name, way] of [
    ['法兰克福', 'SSH tunnel'],
    ['Tokyo', 'mutual TLS'],
  ] as const) {
    const panel = await hosts.select(name)
    await hosts.row(name).getByText('serving', { exact: true }).waitFor()
    const worker = panel.getByRole('region', { name: 'Worker', exact: true })
    await worker.getByText('healthy', { exact: true }).waitFor()
    await panel.getByRole('region', { name: 'Way there' }).getByText(way, { exact: true }).waitFor()
  }
  await picture('hosted-english')
  expect(await app.chat('hello', id)).toContain('Hello!')
})
