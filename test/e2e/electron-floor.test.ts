import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { launchApp } from './electron-launch.ts'

let appDir: string

beforeEach(async () => {
  appDir = await mkdtemp(path.join(tmpdir(), 'banyan-floor-'))
  const manifest = { name: 'floor', productName: 'Floor', version: '1.2.3', main: 'main.mjs' }
  await writeFile(path.join(appDir, 'package.json'), JSON.stringify(manifest))
  await writeFile(path.join(appDir, 'page.html'), page)
  await writeFile(path.join(appDir, 'main.mjs'), main)
})
afterEach(() => rm(appDir, { recursive: true, force: true }))

const page = `<!doctype html><button onclick="this.textContent = 'pressed'">press</button>`

const main = `
import { app, BrowserWindow } from 'electron'
app.whenReady().then(() => new BrowserWindow().loadFile('page.html'))
`

test('the Electron here opens a window and can be driven', async () => {
  const app = await launchApp({ appDir, dataDir: appDir })
  try {
    const window = await app.firstWindow()
    await window.click('button')
    const picture = await window.screenshot()
    const facts = await app.evaluate(({ app: inside }) => ({
      name: inside.getName(),
      version: inside.getVersion(),
      path: inside.getAppPath(),
    }))
    expect({
      ...facts,
      button: await window.textContent('button'),
      isPicture: picture.length > 1000,
    }).toEqual({
      name: 'Floor',
      version: '1.2.3',
      path: appDir,
      button: 'pressed',
      isPicture: true,
    })
  } finally {
    await app.close()
  }
})

test('better-sqlite3 works in the Electron here', async () => {
  const app = await launchApp({ appDir, dataDir: appDir })
  try {
    await app.firstWindow()
    const sqlite = createRequire(import.meta.url).resolve('better-sqlite3')
    const rows = await app.evaluate(async (_electron, modulePath) => {
      const { createRequire: requireFrom } = process.getBuiltinModule('node:module')
      const { dirname, join } = process.getBuiltinModule('node:path')
      const Database = requireFrom(modulePath)(modulePath)
      const beside = join(dirname(process.execPath), 'better_sqlite3.node')
      const isOlderNode = Number(process.versions['napi']) < 10
      const db = new Database(':memory:', isOlderNode ? { nativeBinding: beside } : {})
      db.exec("create table words (word text) strict; insert into words values ('榕树')")
      return db.prepare('select * from words').all()
    }, sqlite)
    expect(rows).toEqual([{ word: '榕树' }])
  } finally {
    await app.close()
  }
})
