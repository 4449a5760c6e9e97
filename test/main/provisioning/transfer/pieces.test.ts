import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { piecesOf, readRest, restBytes, restOf } from '#main/provisioning/transfer/pieces'
import { temporaryFolder } from '../../../integration/processes.ts'

const house = new Cleanup()
afterAll(() => house.run())

const path = join(temporaryFolder(house), 'file')
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const someFile = fc.uint8Array({ minLength: 1, maxLength: 500 }).map(bytes => Buffer.from(bytes))

test('what arrived and the rest are the whole piece, wherever it broke off', async () => {
  await fc.assert(
    fc.asyncProperty(
      someFile,
      fc.integer({ min: 1, max: 200 }),
      fc.nat(),
      async (file, size, at) => {
        writeFileSync(path, file)
        const pieces = await piecesOf(path, size)
        const got: Buffer[] = []
        for (const piece of pieces) {
          const arrived = file.subarray(piece.from, piece.from + (at % (piece.bytes + 1)))
          const rest = await restOf(piece, { bytes: arrived.length, sha256: sha256(arrived) })
          expect(rest === null).toBe(arrived.length === piece.bytes)
          const sent = rest ? await buffer(readRest(rest)) : Buffer.alloc(0)
          expect(sent.length).toBe(rest ? restBytes(rest) : 0)
          const whole = Buffer.concat([arrived, sent])
          expect(sha256(whole)).toBe(piece.sha256)
          got.push(whole)
        }
        expect(Buffer.concat(got)).toEqual(file)
      },
    ),
    { numRuns: 60 },
  )
})

test('what arrived otherwise goes for nothing', async () => {
  writeFileSync(path, 'abcdef')
  const [piece] = await piecesOf(path)
  if (!piece) throw new Error('there is a piece')
  const arrivals = ['abX', 'abcdeX', 'abcdefg', ''].map(text => Buffer.from(text))
  const rests = await Promise.all(
    arrivals.map(bytes => restOf(piece, { bytes: bytes.length, sha256: sha256(bytes) })),
  )
  expect(rests).toEqual(arrivals.map(() => ({ piece, from: 0 })))
  expect(await restOf(piece, undefined)).toEqual({ piece, from: 0 })
})
