import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { projectDir } from '#tools/project'
import { http, postJson } from '../integration/http.ts'
import { longestTurn, type OpenedApp, openApp } from './electron-app.ts'
import { type Lab, openLab } from './lab.ts'
import { logOf } from './rooted.ts'

const pictures = join(projectDir, '.cache/screenshots')
const house = new Cleanup()
afterAll(() => house.run())

let lab: Lab
let app: OpenedApp

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  lab = openLab(house)
  app = await openApp(house)
})

test('in Electron: a key is shown and trusted, the host provisioned, and it answers in the window', async () => {
  const bare = await lab.up('bare')
  const id = await app.addHost(bare, { name: '法兰克福', host_key: 'ask' })
  const [seen] = (await postJson(`${app.url}/api/hosts/discover`, { hosts: [id] })).json.hosts
  expect([seen.trust.state, seen.trust.key.type]).toEqual(['offered', 'ssh-ed25519'])
  const { fingerprint } = seen.trust.key
  const trusted = await postJson(`${app.url}/api/hosts/${id}/trust`, { fingerprint })
  expect(trusted.json.trust.state).toBe('pinned')

  const { longestMs, p99Ms, outcome } = await longestTurn(app, () =>
    app.deploy(`/hosts/${id}/provision`),
  )
  process.stdout.write(`longest ${longestMs} p99 ${p99Ms}\n`)
  expect(outcome.status, await logOf(app, outcome)).toBe('Success')
  expect(await app.chat('你好', id)).toContain('你好')

  const { window } = app
  const card = window.getByRole('listitem', { name: '法兰克福' })
  await card.getByText('healthy', { exact: true }).waitFor()
  await window.screenshot({ path: join(pictures, 'hosted-worker.png') })
  await window.getByRole('button', { name: 'Chat', exact: true }).click()
  await window.getByLabel('Message').fill('我叫小李')
  await window.keyboard.press('Enter')
  await window.getByLabel('Message').fill('我叫什么？')
  await window.getByRole('button', { name: 'Send' }).click()
  await window
    .getByText(/小李。/)
    .last()
    .waitFor()
  await window.screenshot({ path: join(pictures, 'hosted-chat.png') })
  expect((await http(`${app.url}/health`)).json.status).toBe('healthy')
  expect(app.output()).not.toMatch(/warning|deprecat/i)
})
