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

/** A host that nobody listens at, and a deployment to it. */
async function provisionAway(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // Sound: the preload script puts it there.
    const { banyan } = globalThis as unknown as { banyan: { request(...a: unknown[]): unknown } }
    const call = (operation: string, path: object, body: object) =>
      banyan.request('api.call', { callId: operation, operation, path, query: {}, body })
    const auth = { password: 'nobody-knows-this' }
    const host = { name: 'away', address: '127.0.0.1', port: 1, user: 'root', auth }
    await call('addHost', {}, { ...host, host_key: 'accept_new' })
    await call('provisionHost', { id: 'away' }, {})
  })
}

test.each([
  [
    'zh_CN.UTF-8',
    '主机',
    /^部署/,
    '失败',
    '怎么办',
    /连不上“away”：127\.0\.0\.1:1：这个端口没有程序在监听/,
  ],
  [
    'zh_TW.UTF-8',
    '主機',
    /^部署/,
    '失敗',
    '怎麼辦',
    /連不上「away」：127\.0\.0\.1:1：這個連接埠沒有程式在監聽/,
  ],
  ['en_US.UTF-8', 'Hosts', /^Deployments/, 'failed', 'What to do', /“away” could not be reached/],
] as const)(
  'a deployment that fails is told in %s',
  async (LANG, screen, tab, failed, todo, why) => {
    const app = await launchApp({
      dataDir: temporaryFolder(cleanup),
      args: ['--port=0'],
      env: { MODEL_PROVIDER: 'demo', LANG },
    })
    cleanup.defer(() => app.close())
    const page = await app.firstWindow()
    const rail = page.getByRole('navigation').first()
    await rail.getByRole('button', { name: screen, exact: true }).click()
    await provisionAway(page)
    await page.getByRole('tab', { name: tab }).click()
    await page.getByRole('row', { name: failed }).click()
    const host = page.getByRole('region', { name: 'away' })
    await host.getByText(todo, { exact: true }).waitFor()
    await host.getByText(why).waitFor()
    const text = (await host.textContent()) ?? ''
    expect(/[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+/.test(text)).toBe(LANG.startsWith('en'))
    expect(await seriousFaults(page)).toEqual([])
    await page.screenshot({ path: join(pictures, `deployment-${LANG.slice(0, 5)}.png`) })
  },
)
