import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { projectDir } from '#tools/project'
import { runQuietly } from '#tools/run'
import { http, postJson } from '../integration/http.ts'
import { eventually, isAlive, temporaryFolder } from '../integration/processes.ts'
import {
  descendantsOf,
  type PackagedApp,
  packagedFolder,
  packagedProgram,
  startPackaged,
} from './packaged-app.ts'
import { drawn, logOf } from './started-app.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())
beforeAll(async () => {
  await runQuietly(process.execPath, [join(projectDir, 'tools', 'dist.ts')])
}, 120_000)

const addressOf = ({ said }: PackagedApp) =>
  eventually(20_000, async () => {
    const address = /Root node\s+(http:\/\/127\.0\.0\.1:\d+)/.exec(said())?.[1]
    expect(address).toBeDefined()
    return address ?? ''
  })

test('what is packed starts, answers, draws its window, follows a link, and ends whole', async () => {
  const dataDir = temporaryFolder(cleanup)
  const app = startPackaged(cleanup, dataDir, ['--port=0'])
  const address = await addressOf(app)
  expect((await http(`${address}/health`)).json.banyan).toBe('root')
  await eventually(20_000, async () =>
    expect((await http(`${address}/health`)).json.status).toBe('healthy'),
  )
  const { json } = await postJson(`${address}/v1/chat/completions`, {
    messages: [{ role: 'user', content: '我叫小李' }],
  })
  expect(json.choices[0].message.content).toContain('小李')
  await drawn(dataDir)

  const pid = app.child.pid ?? 0
  const below = descendantsOf(pid)
  const kinds = below.map(({ command }) => /--type=([\w-]+)/.exec(command)?.[1])
  expect(kinds).toEqual(expect.arrayContaining(['renderer', 'utility']))

  const link = startPackaged(cleanup, dataDir, ['banyan://settings/app'])
  expect(await link.exited).toBe(0)
  await eventually(5_000, async () =>
    expect(logOf(dataDir)).toMatch(/link opened.*settings|settings.*link opened/),
  )

  process.kill(pid, 'SIGTERM')
  expect(await app.exited).toBe(0)
  await eventually(10_000, async () =>
    expect(below.map(each => each.pid).filter(isAlive)).toEqual([]),
  )
})

test('it has the fuses of a release', async () => {
  const wire = await getCurrentFuseWire(packagedProgram)
  const states = Object.fromEntries(
    [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
    ].map(fuse => [FuseV1Options[fuse], wire[fuse] === FuseState.ENABLE]),
  )
  expect(states).toEqual({
    ...{ RunAsNode: false, EnableNodeOptionsEnvironmentVariable: false },
    ...{ EnableNodeCliInspectArguments: false, GrantFileProtocolExtraPrivileges: false },
    ...{ EnableCookieEncryption: true, EnableEmbeddedAsarIntegrityValidation: true },
    OnlyLoadAppFromAsar: true,
  })
})

test('nobody gets their own code or an inspector into it', async () => {
  const folder = temporaryFolder(cleanup)
  const marks = ['options', 'folder', 'node'].map(name => join(folder, name))
  const [byOptions = '', byFolder = '', asNode = ''] = marks
  const writes = (mark: string) => `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`
  writeFileSync(join(folder, 'required.cjs'), writes(byOptions))
  const planted = join(packagedFolder, 'resources', 'app')
  mkdirSync(planted)
  cleanup.defer(() => rmSync(planted, { recursive: true, force: true }))
  writeFileSync(join(planted, 'package.json'), '{"name":"planted","main":"main.js"}')
  writeFileSync(join(planted, 'main.js'), writes(byFolder))

  const dataDir = temporaryFolder(cleanup)
  const app = startPackaged(
    cleanup,
    dataDir,
    ['--port=0', '--inspect=0', '--remote-debugging-port=0', '-e', writes(asNode)],
    { NODE_OPTIONS: `--require ${join(folder, 'required.cjs')}`, ELECTRON_RUN_AS_NODE: '1' },
  )
  await addressOf(app)
  await drawn(dataDir)
  expect(marks.map(existsSync)).toEqual([false, false, false])
  expect(app.said()).not.toMatch(/Debugger listening|DevTools listening/)
  expect(existsSync(join(dataDir, 'window', 'DevToolsActivePort'))).toBe(false)
  app.child.kill('SIGTERM')
  expect(await app.exited).toBe(0)
})
