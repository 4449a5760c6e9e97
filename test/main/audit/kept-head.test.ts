import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { HeadKeeper, readKeptHead } from '#main/audit/kept-head'
import { silentLog } from '#main/base/log'
import { openKeyFileSealer } from '#main/settings/key-file-sealer'
import { tempFolder } from '../store/temp-database.ts'

async function open() {
  const folder = tempFolder()
  const path = join(folder, 'audit-head')
  const sealer = await openKeyFileSealer(folder)
  let seq = 0
  const head = () => ({ seq: ++seq, hash: 'h'.repeat(64) })
  return { path, sealer, keeper: new HeadKeeper({ path, sealer, head, log: silentLog }) }
}

test('keeps the last of several heads, sealed, for its owner alone', async () => {
  const { path, sealer, keeper } = await open()
  for (let count = 0; count < 5; count++) keeper.keep()
  await keeper.settled()
  expect(await readKeptHead(path, sealer)).toEqual({
    state: 'known',
    head: { seq: 5, hash: 'h'.repeat(64) },
  })
  expect(readFileSync(path, 'utf8')).toMatch(/^key-file [A-Za-z0-9+/=]+\n$/)
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('tells a head that is missing from one that was changed or sealed elsewhere', async () => {
  const { path, sealer, keeper } = await open()
  const states = [await readKeptHead(path, sealer)]
  keeper.keep()
  await keeper.settled()
  states.push(await readKeptHead(path, null))
  const other = await openKeyFileSealer(tempFolder())
  states.push(await readKeptHead(path, other))
  writeFileSync(path, 'key-file e30=\n')
  states.push(await readKeptHead(path, sealer))
  expect(states.map(({ state }) => state)).toEqual([
    'missing',
    'unreadable',
    'unreadable',
    'unreadable',
  ])
})
