import { crc32, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { demoPictures } from '#worker/providers/demo/draw'

const never = new AbortController().signal
const draw = (more: object = {}) =>
  demoPictures({ model: 'banyan-demo', prompt: '一棵榕树', ...more }, never)

/** The chunks of a PNG file; throws when a checksum is wrong. */
function chunksOf(png: Buffer): ReadonlyMap<string, Buffer> {
  const chunks = new Map<string, Buffer>()
  let at = 8
  while (at < png.length) {
    const length = png.readUInt32BE(at)
    const named = png.subarray(at + 4, at + 8 + length)
    expect(crc32(named)).toBe(png.readUInt32BE(at + 8 + length))
    chunks.set(named.toString('latin1', 0, 4), named.subarray(4))
    at += length + 12
  }
  return chunks
}

test('a picture is a valid PNG of the size asked for, with DEMO written on it', async () => {
  const { data, size } = await draw({ size: '25x9' })
  const png = Buffer.from(data[0]?.b64_json ?? '', 'base64')
  const chunks = chunksOf(png)
  const rows = inflateSync(chunks.get('IDAT') ?? '')
  const rowAt = (row: number) => [...rows.subarray(row * 26, (row + 1) * 26)]
  const ink = (dot: number) => (dot === 4 ? '#' : ' ')
  expect({
    size,
    signature: png.toString('latin1', 0, 8),
    names: [...chunks.keys()],
    // 25 by 9, eight bits a dot by palette.
    head: chunks.get('IHDR')?.toString('hex'),
    drawn: Array.from({ length: 9 }, (_, row) => rowAt(row).map(ink).join('').trim()),
  }).toEqual({
    size: '25x9',
    signature: '\x89PNG\r\n\x1a\n',
    names: ['IHDR', 'PLTE', 'IDAT', 'IEND'],
    head: '00000019000000090803000000',
    drawn: [
      '',
      '####  ##### #   #  ###',
      '#   # #     ## ## #   #',
      '#   # #     # # # #   #',
      '#   # ####  #   # #   #',
      '#   # #     #   # #   #',
      '#   # #     #   # #   #',
      '####  ##### #   #  ###',
      '',
    ],
  })
})

test('the prompt alone decides the pattern, and each of several is its own', async () => {
  const files = async (more: object) =>
    (await draw({ size: '16x16', ...more })).data.map(one => one.b64_json)
  const two = await files({ n: 2 })
  expect(await files({ n: 2 })).toEqual(two)
  expect(new Set([...two, ...(await files({ prompt: 'a boat' }))]).size).toBe(3)
})

test('as a link it is a data: URL, and says that it is the demo', async () => {
  const { data } = await draw({ response_format: 'url', size: '1x1' })
  expect(data).toEqual([
    {
      url: expect.stringMatching(/^data:image\/png;base64,iVBOR/),
      revised_prompt: expect.stringContaining('demo, not a real model: 一棵榕树'),
    },
  ])
})

test.each(['0x10', '2049x10'])('the size %s is a 400', async size => {
  await expect(draw({ size })).rejects.toMatchObject({ status: 400, param: 'size' })
})
