import { expect, test } from 'vitest'
import { AppRegistry } from '#main/apps/app-registry'
import { appShelf } from '#main/store/app-shelf'
import { tempDatabase } from '../store/temp-database.ts'

async function openRegistry(now: () => number = () => 1_000) {
  const database = await tempDatabase()
  const reopen = () => new AppRegistry(appShelf(database), now)
  return { database, registry: reopen(), reopen }
}

test('who sends no key, or one that is not of our making, is the default app', async () => {
  const { registry } = await openRegistry()
  const found = [null, 'none', 'sk-anything', ''].map(key => registry.identify(key))
  expect(found.map(app => 'id' in app && app.id)).toEqual([
    'default',
    'default',
    'default',
    'default',
  ])
})

test('a new app has 100 requests a minute and nothing else that differs', async () => {
  const { registry } = await openRegistry()
  const { app, key } = await registry.add('Cherry', { tokensPerDay: undefined })
  expect(app).toEqual({
    id: app.id,
    name: 'Cherry',
    models: [],
    requestsPerMinute: 100,
    tokensPerDay: null,
    budgetUsdPerMonth: null,
    expiresAt: null,
    cache: 'off',
    keepsContents: false,
    isRevoked: false,
    keyHint: key.reveal().slice(-4),
    createdAt: 1_000,
  })
  expect(registry.identify(key.reveal())).toEqual(app)
})

test('a key is known again after a restart, though its text is nowhere on disk', async () => {
  const { database, registry, reopen } = await openRegistry()
  const { app, key } = await registry.add('Cherry', {})
  const kept = database.read.prepare<[], { all: string }>(
    'SELECT group_concat(hex(key_hash) || name || key_hint) AS all_text FROM apps',
  )
  expect(JSON.stringify(kept.all())).not.toContain(key.reveal())
  expect(reopen().identify(key.reveal())).toEqual(app)
})

test('a key that was made up, changed, revoked, expired or deleted is refused, and says why', async () => {
  let now = 1_000
  const { registry } = await openRegistry(() => now)
  const expiring = await registry.add('a', { expiresAt: 2_000 })
  const revoked = await registry.add('b', {})
  const changed = await registry.add('c', {})
  const deleted = await registry.add('d', {})
  await registry.change(revoked.app.id, { isRevoked: true })
  const renewed = await registry.changeKey(changed.app.id)
  await registry.remove(deleted.app.id)
  now = 2_000
  const reason = (key: string) => {
    const found = registry.identify(key)
    return 'code' in found ? found : 'let in'
  }
  const refused = (why: string) => ({ code: 'app.key-refused', reason: why })
  expect([
    reason('bnyn_x'),
    reason(`${changed.key.reveal().slice(0, -1)}~`),
    reason(expiring.key.reveal()),
    reason(revoked.key.reveal()),
    reason(changed.key.reveal()),
    reason(renewed.key.reveal()),
    reason(deleted.key.reveal()),
  ]).toEqual([
    refused('unknown'),
    refused('unknown'),
    refused('expired'),
    refused('revoked'),
    refused('unknown'),
    'let in',
    refused('unknown'),
  ])
})

test('a default app that is revoked asks everybody for a key, and cannot be deleted', async () => {
  const { registry } = await openRegistry()
  await registry.change('default', { isRevoked: true })
  expect(registry.identify(null)).toEqual({ code: 'app.key-refused', reason: 'missing' })
  await expect(registry.remove('default')).rejects.toThrow('The default app has no key')
  await expect(registry.changeKey('default')).rejects.toThrow('The default app has no key')
  await expect(registry.change('nobody', {})).rejects.toThrow('There is no app "nobody".')
})
