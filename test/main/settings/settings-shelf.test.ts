import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SettingName } from '#contract/model/setting'
import { silentLog } from '#main/base/log'
import { openKeyFileSealer } from '#main/settings/key-file-sealer'
import { SettingsShelf } from '#main/settings/settings-shelf'
import { openDatabase } from '#main/store/open-database'
import { savedSettings } from '#main/store/saved-settings'
import { tempDatabase, tempFolder, writeThread } from '../store/temp-database.ts'

async function openShelf({ env = {}, flags = new Map<SettingName, string>() } = {}) {
  const saved = savedSettings(await tempDatabase())
  const sealer = await openKeyFileSealer(tempFolder())
  const load = (changes = {}) =>
    SettingsShelf.load({ flags, env, saved, sealer, log: silentLog, ...changes })
  return { saved, sealer, load, shelf: await load() }
}

const viewOf = (shelf: SettingsShelf, name: SettingName) =>
  shelf.views().find(view => view.name === name)

test('saves a setting, says so, and has it after a restart', async () => {
  const { shelf, load } = await openShelf()
  const changed: unknown[] = []
  shelf.onChange(name => changed.push([name, shelf.settings[name]]))
  await shelf.save('port', '3100')
  const again = await load()
  expect({ changed, view: viewOf(again, 'port'), port: again.settings.port }).toEqual({
    changed: [['port', 3100]],
    view: { name: 'port', value: '3100', isSet: true, isSecret: false, source: 'saved' },
    port: 3100,
  })
})

test('goes back to the default when a setting is taken away', async () => {
  const { shelf } = await openShelf()
  await shelf.save('port', '3100')
  await shelf.save('port', null)
  expect(viewOf(shelf, 'port')).toEqual({
    name: 'port',
    value: '3000',
    isSet: true,
    isSecret: false,
    source: 'default',
  })
})

test('keeps a secret sealed, never shows it, and has it after a restart', async () => {
  const { shelf, saved, load } = await openShelf()
  await shelf.save('openaiApiKey', 'sk-very-secret')
  const again = await load()
  const stored = saved.secrets().find(({ name }) => name === 'openaiApiKey')
  expect({
    settings: saved.settings(),
    isPlain: stored?.sealed.includes('sk-very'),
    view: viewOf(again, 'openaiApiKey'),
    key: again.settings.openaiApiKey?.reveal(),
    shown: JSON.stringify([again.views(), again.settings]).includes('sk-very'),
  }).toEqual({
    settings: [],
    isPlain: false,
    view: { name: 'openaiApiKey', value: null, isSet: true, isSecret: true, source: 'saved' },
    key: 'sk-very-secret',
    shown: false,
  })
})

test.each([null, ''])('takes a secret away: %j', async text => {
  const { shelf, load } = await openShelf()
  await shelf.save('geminiApiKey', 'AIza')
  await shelf.save('geminiApiKey', text)
  const views = [viewOf(shelf, 'geminiApiKey'), viewOf(await load(), 'geminiApiKey')]
  const unset = {
    name: 'geminiApiKey',
    value: null,
    isSet: false,
    isSecret: true,
    source: 'default',
  }
  expect(views).toEqual([unset, unset])
})

test('refuses a value that is not allowed and keeps the old one', async () => {
  const { shelf } = await openShelf()
  await expect(shelf.save('port', 'x')).rejects.toMatchObject({
    fault: { code: 'setting.invalid', name: 'ROOT_NODE_PORT', value: 'x' },
  })
  expect(shelf.settings.port).toBe(3000)
})

test('refuses to save what a flag or a variable has fixed, and what is needed before', async () => {
  const flags = new Map<SettingName, string>([['port', '3100']])
  const { shelf } = await openShelf({ flags, env: { LOG_LEVEL: 'debug' } })
  const outcomes = await Promise.allSettled([
    shelf.save('port', '1'),
    shelf.save('logLevel', 'info'),
    shelf.save('dataDir', '/x'),
  ])
  expect(outcomes.map(outcome => outcome.status === 'rejected' && outcome.reason.fault)).toEqual([
    { code: 'setting.fixed', name: '--port', source: 'flag' },
    { code: 'setting.fixed', name: 'LOG_LEVEL', source: 'environment' },
    expect.objectContaining({ code: 'setting.invalid', name: 'DATA_DIR' }),
  ])
})

test('of two values saved at once the later stays', async () => {
  const { shelf, load } = await openShelf()
  await Promise.all([
    shelf.save('port', '1'),
    shelf.save('port', 'x').catch(() => {}),
    shelf.save('port', '2'),
  ])
  expect([shelf.settings.port, (await load()).settings.port]).toEqual([2, 2])
})

test('makes a strong root secret at the first start and keeps it', async () => {
  const { shelf, load } = await openShelf()
  const made = shelf.rootSecret.reveal()
  const kept = (await load()).rootSecret.reveal()
  const other = (await openShelf()).shelf.rootSecret.reveal()
  expect({ length: made.length, isKept: kept === made, isOther: other !== made }).toEqual({
    length: 43,
    isKept: true,
    isOther: true,
  })
})

test('makes no root secret where one is set, and a new one where it is taken away', async () => {
  const fixed = await openShelf({ env: { ROOT_NODE_SECRET: 'a secret of mine' } })
  const { shelf } = await openShelf()
  const before = shelf.rootSecret.reveal()
  await shelf.save('rootSecret', null)
  expect({
    fixed: fixed.shelf.rootSecret.reveal(),
    stored: fixed.saved.secrets(),
    isNew: shelf.rootSecret.reveal() !== before,
  }).toEqual({ fixed: 'a secret of mine', stored: [], isNew: true })
})

test('counts a secret that cannot be opened here as not set, and leaves it for who can', async () => {
  const { shelf, load } = await openShelf()
  await shelf.save('openaiApiKey', 'sk-very-secret')
  const before = shelf.rootSecret.reveal()
  const elsewhere = { ...(await openKeyFileSealer(tempFolder())), name: 'safe-storage' as const }
  const there = await load({ sealer: elsewhere })
  const back = await load()
  expect({
    unreadable: [...there.unreadable].sort(),
    key: there.settings.openaiApiKey,
    hasOwnRootSecret: there.rootSecret.reveal() !== before,
    back: [back.settings.openaiApiKey?.reveal(), back.rootSecret.reveal(), [...back.unreadable]],
  }).toEqual({
    unreadable: ['openaiApiKey', 'rootSecret'],
    key: null,
    hasOwnRootSecret: true,
    back: ['sk-very-secret', before, []],
  })
})

test('starts with what a future Banyan saved, and with what is no longer allowed', async () => {
  const path = join(tempFolder(), 'banyan.db')
  const database = await openDatabase({ path, writeThread })
  const saved = savedSettings(database)
  await saved.saveSetting({ name: 'fromTheFuture', value: '1' })
  await saved.saveSetting({ name: 'port', value: '99999' })
  await saved.saveSetting({ name: 'dataDir', value: '/elsewhere' })
  const warnings: unknown[] = []
  const log = { ...silentLog, warn: (event: string) => warnings.push(event) }
  const sealer = await openKeyFileSealer(tempFolder())
  const { settings } = await SettingsShelf.load({ flags: new Map(), env: {}, saved, sealer, log })
  await database.close()
  expect({ port: settings.port, dataDir: settings.dataDir, warnings }).toEqual({
    port: 3000,
    dataDir: null,
    warnings: ['saved setting not allowed'],
  })
})

test('a key in an address is shown to nobody, and stays when what is shown is saved', async () => {
  const { shelf, load } = await openShelf()
  const text = 'http://user:secret@nas:8000, http://b?key=secret, http://c'
  await shelf.save('workers', text)
  const shown = viewOf(shelf, 'workers')?.value ?? ''
  await shelf.save('workers', shown.replace('http://c', 'http://d'))
  await shelf.save('workers', null)
  await shelf.save('workers', shown)
  const again = await load()
  expect({ shown, kept: again.settings.workers.replaceAll(', ', ',') }).toEqual({
    shown: 'http://user:••••••@nas:8000, http://b?key=••••••, http://c',
    kept: 'http://user:secret@nas:8000,http://b?key=secret,http://c',
  })
  await expect(shelf.save('workers', 'http://user:••••••@other:8000')).rejects.toMatchObject({
    fault: { code: 'setting.invalid', name: 'WORKERS' },
  })
})

test('what the environment says is masked too', async () => {
  const { shelf } = await openShelf({ env: { COMPATIBLE_BASE_URL: 'http://:sk-secret@nas/v1' } })
  expect(JSON.stringify(shelf.views())).not.toContain('sk-secret')
  expect(shelf.settings.compatibleBaseUrl).toBe('http://:sk-secret@nas/v1')
})
