import { expect, test } from 'vitest'
import { WorkerId } from '#contract/ids'
import { isAddressSetting } from '#contract/model/masked-address'
import { noChoice } from '#contract/model/node'
import { settingDefinitions, settingNames } from '#contract/model/setting'
import { actingAs } from '#main/base/actor'
import { auditShelf } from '#main/store/audit-shelf'
import { anApp } from '../an-app.ts'
import { tempDatabase } from './temp-database.ts'

async function open() {
  const database = await tempDatabase()
  const shelf = auditShelf(database)
  const told = () =>
    shelf.list(0, 100).map(({ action, subject, detail }) => [action, subject, JSON.parse(detail)])
  return { ...database, shelf, told }
}

const worker = {
  id: WorkerId.parse('w'),
  name: 'W',
  url: 'http://w',
  key: { sealed: Buffer.from('sealed secret'), sealedBy: 'key-file' },
  weight: 1,
  maxConcurrent: 1,
  addedAt: 1,
}

const node = {
  id: WorkerId.parse('n'),
  name: 'N',
  url: 'http://n',
  incarnation: 1,
  claims: {
    weight: null,
    slots: null,
    priority: null,
    role: null,
    version: null,
    models: [],
    capabilities: [],
    hostname: null,
  },
  registeredAt: 1,
}

const coolify = {
  account: {
    ...{ id: 'c', name: 'C', url: 'https://c', image: null, team: 'T', version: '4.3.11' },
    ...{ abilities: [], addedAt: 1 },
  },
  token: { sealed: Buffer.from('sealed token'), sealedBy: 'key-file' },
}

test('tells of each change by its kind, and of none that changes nothing', async () => {
  const { writes, told } = await open()
  const app = { ...anApp, keyHint: 'abcd' }
  const keyHash = Buffer.alloc(32, 1)
  await writes.run('saveApp', { app, keyHash })
  await writes.run('saveApp', { app, keyHash })
  await writes.run('saveApp', { app: { ...app, isRevoked: true }, keyHash })
  await writes.run('saveApp', { app, keyHash: Buffer.alloc(32, 2) })
  await writes.run('deleteApp', 'a')
  await writes.run('deleteApp', 'a')
  await writes.run('saveWorker', worker)
  await writes.run('saveWorker', worker)
  await writes.run('deleteWorker', worker.id)
  await writes.run('deleteWorker', worker.id)
  await writes.run('saveNode', node)
  await writes.run('saveNode', { ...node, incarnation: 2 })
  await writes.run('saveChoice', { id: node.id, choice: { ...noChoice, status: 'draining' } })
  await writes.run('deleteNode', node.id)
  await writes.run('deleteNode', node.id)
  await writes.run('saveCoolifyAccount', coolify)
  await writes.run('saveCoolifyAccount', coolify)
  await writes.run('deleteCoolifyAccount', 'c')
  await writes.run('deleteCoolifyAccount', 'c')
  expect(told().map(([action, subject]) => `${action} ${subject}`)).toEqual([
    'app.added a',
    'app.changed a',
    'app.key-changed a',
    'app.removed a',
    'worker.added w',
    'worker.changed w',
    'worker.removed w',
    'node.registered n',
    'node.changed n',
    'node.removed n',
    'coolify.added c',
    'coolify.changed c',
    'coolify.removed c',
  ])
})

test('holds no secret, and no address that may hold one', async () => {
  const { writes, told, shelf } = await open()
  await writes.run('saveSetting', { name: 'workers', value: 'http://:hidden@w' })
  await writes.run('saveSetting', { name: 'openaiBaseUrl', value: 'http://w/?key=hidden' })
  await writes.run('saveSetting', { name: 'port', value: '3100' })
  const sealed = Buffer.from('hidden')
  await writes.run('replaceSecret', { name: 'openaiApiKey', sealed, sealedBy: 'key-file' })
  await writes.run('saveWorker', worker)
  const text = JSON.stringify(shelf.list(0, 100))
  expect([text.includes('hidden'), text.includes(sealed.toString('base64'))]).toEqual([
    false,
    false,
  ])
  expect(told()).toEqual([
    ['setting.saved', 'workers', {}],
    ['setting.saved', 'openaiBaseUrl', {}],
    ['setting.saved', 'port', { value: '3100' }],
    ['secret.saved', 'openaiApiKey', {}],
    ['worker.added', 'w', { name: 'W', url: 'http://w', hasKey: true }],
  ])
})

test('knows every setting that takes an address', () => {
  const taking = settingNames.filter(name => /https?:/.test(settingDefinitions[name].allowed))
  // Origins and names of computers have no place for a key.
  const withKeys = taking.filter(name => name !== 'allowedOrigins')
  expect(settingNames.filter(isAddressSetting)).toEqual(withKeys)
})

test('names who does it, also when it is done later in line', async () => {
  const { writes, shelf } = await open()
  const save = (value: string) => writes.run('saveSetting', { name: 'port', value })
  await Promise.all([
    actingAs('owner', () => save('1')),
    actingAs('window', async () => {
      await Promise.resolve()
      return save('2')
    }),
    save('3'),
  ])
  expect(shelf.list(0, 9).map(({ actor, detail }) => [actor, JSON.parse(detail).value])).toEqual(
    expect.arrayContaining([
      ['owner', '1'],
      ['window', '2'],
      ['root', '3'],
    ]),
  )
})

test('neither the change nor its entry is there when one of them fails', async () => {
  const { read, writes, shelf } = await open()
  // Sound: what SQLite refuses is the point.
  const bad = { name: 'port', value: null as unknown as string }
  await expect(writes.run('saveSetting', bad)).rejects.toThrow('NOT NULL')
  await writes.run('saveSetting', { name: 'port', value: '1' })
  const settings = read.prepare<[], unknown>('SELECT value FROM settings').all()
  expect([settings, shelf.list(0, 9).length]).toEqual([[{ value: '1' }], 1])
})
