import { expect, test } from 'vitest'
import { coolifyShelf } from '#main/store/coolify-shelf'
import { tempDatabase } from './temp-database.ts'

test('keeps accounts in the order in which they were added, each with its sealed token', async () => {
  const shelf = coolifyShelf(await tempDatabase())
  const token = { sealed: Buffer.from('t'), sealedBy: 'key-file' }
  const account = {
    id: 'one',
    name: 'Home',
    url: 'https://coolify.example',
    image: 'registry.example/banyan-worker',
    team: 'Root Team',
    version: '4.3.11',
    abilities: ['read', 'deploy'] as const,
    addedAt: 2,
  }
  const one = { account, token }
  const two = { account: { ...account, id: 'two', image: null, addedAt: 1 }, token }
  await shelf.save(one)
  await shelf.save(two)
  await shelf.save({ ...one, account: { ...account, name: 'Away', addedAt: 9 } })
  const listed = shelf.list()
  const removed = [await shelf.remove('two'), await shelf.remove('two')]
  expect({ listed, removed }).toEqual({
    listed: [two, { ...one, account: { ...account, name: 'Away' } }],
    removed: [true, false],
  })
})
