import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { lanesOf, piecesOf, readRest, restBytes, restOf } from '#main/provisioning/transfer/pieces'
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

test('lanes carry everything once, and none more than its share and the largest piece', () => {
  const rest = (bytes: number, index: number) => ({
    piece: { sha256: `${index}`, bytes, path: 'file', from: 0 },
    from: 0,
  })
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 6 }),
      (sizes, count) => {
        const rests = sizes.map(rest)
        const lanes = lanesOf(rests, count)
        const sums = lanes.map(lane => lane.reduce((sum, each) => sum + restBytes(each), 0))
        const all = sizes.reduce((sum, each) => sum + each, 0)
        expect(new Set(lanes.flat())).toEqual(new Set(rests))
        expect(lanes.flat().length).toBe(rests.length)
        expect(Math.max(0, ...sums)).toBeLessThanOrEqual(all / count + Math.max(0, ...sizes))
        expect(lanes.every(lane => lane.length > 0)).toBe(true)
      },
    ),
  )
})
