import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openKeyFileSealer } from '#main/settings/key-file-sealer'
import { tempFolder } from '../store/temp-database.ts'

test('opens what it sealed, after a restart too, and never seals alike', async () => {
  const folder = tempFolder()
  const sealer = await openKeyFileSealer(folder)
  const [one, two] = [await sealer.seal('sk-小李'), await sealer.seal('sk-小李')]
  const again = await openKeyFileSealer(folder)
  expect({
    opened: [
      await sealer.open(one),
      await again.open(two),
      await again.open(await sealer.seal('')),
    ],
    isAlike: one.equals(two),
    shows: one.includes('sk-'),
  }).toEqual({ opened: ['sk-小李', 'sk-小李', ''], isAlike: false, shows: false })
})

test('opens nothing that was changed or that another key sealed', async () => {
  const sealer = await openKeyFileSealer(tempFolder())
  const other = await openKeyFileSealer(tempFolder())
  const sealed = await sealer.seal('text')
  const changed = Buffer.from(sealed)
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
  const attempts = [
    sealer.open(changed),
    other.open(sealed),
    sealer.open(sealed.subarray(0, 20)),
    sealer.open(Buffer.of()),
  ]
  const outcomes = await Promise.allSettled(attempts)
  expect(outcomes.map(({ status }) => status)).toEqual(Array(4).fill('rejected'))
})

test.skipIf(process.platform === 'win32')('keeps its key for its owner alone', async () => {
  const folder = tempFolder()
  const path = join(folder, 'secret.key')
  await openKeyFileSealer(folder)
  const made = statSync(path).mode & 0o777
  chmodSync(path, 0o644)
  const key = readFileSync(path)
  await openKeyFileSealer(folder)
  expect({
    made,
    repaired: statSync(path).mode & 0o777,
    isSame: readFileSync(path).equals(key),
    files: readdirSync(folder),
  }).toEqual({ made: 0o600, repaired: 0o600, isSame: true, files: ['secret.key'] })
})

test('two that start at once use the same key', async () => {
  const folder = tempFolder()
  const [one, two] = await Promise.all([openKeyFileSealer(folder), openKeyFileSealer(folder)])
  expect(await two.open(await one.seal('text'))).toBe('text')
})

test('says so when the key is damaged, and does not make another', async () => {
  const folder = tempFolder()
  writeFileSync(join(folder, 'secret.key'), 'half')
  await expect(openKeyFileSealer(folder)).rejects.toThrow('secret.key is damaged')
})
