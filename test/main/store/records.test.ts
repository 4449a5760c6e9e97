import { expect, test } from 'vitest'
import { WorkerId } from '#contract/ids'
import { savedSettings } from '#main/store/saved-settings'
import { savedWorkers } from '#main/store/saved-workers'
import { tempDatabase } from './temp-database.ts'

test('keeps settings, the last value of each, until they are removed', async () => {
  const saved = savedSettings(await tempDatabase())
  await saved.saveSetting({ name: 'port', value: '3100' })
  await saved.saveSetting({ name: 'port', value: '3200' })
  await saved.saveSetting({ name: 'host', value: '::1' })
  await saved.removeSetting('host')
  expect(saved.settings()).toEqual([{ name: 'port', value: '3200' }])
})

test('keeps a secret once for each sealer until it is replaced', async () => {
  const saved = savedSettings(await tempDatabase())
  const one = { name: 'k', sealed: Buffer.from('1'), sealedBy: 'key-file' }
  const two = { name: 'k', sealed: Buffer.from('2'), sealedBy: 'safe-storage' }
  await saved.addSecret(one)
  await saved.addSecret(two)
  const both = saved.secrets()
  const three = { ...one, sealed: Buffer.from('3') }
  await saved.replaceSecret(three)
  const replaced = saved.secrets()
  await saved.removeSecret('k')
  expect({ both, replaced, removed: saved.secrets() }).toEqual({
    both: [one, two],
    replaced: [three],
    removed: [],
  })
})

test('keeps workers in the order in which they were added', async () => {
  const workers = savedWorkers(await tempDatabase())
  const ann = {
    id: WorkerId.parse('ann'),
    name: 'Ann',
    url: 'http://10.0.0.1:3001',
    key: { sealed: Buffer.from('k'), sealedBy: 'key-file' },
    weight: 1.5,
    maxConcurrent: 5,
    addedAt: 2,
  }
  const bob = { ...ann, id: WorkerId.parse('bob'), key: null, addedAt: 1 }
  await workers.save(ann)
  await workers.save(bob)
  await workers.save({ ...ann, name: 'Anna', addedAt: 9 })
  const listed = workers.list()
  const removed = [await workers.remove(bob.id), await workers.remove(bob.id)]
  expect({ listed, removed }).toEqual({
    listed: [bob, { ...ann, name: 'Anna' }],
    removed: [true, false],
  })
})
