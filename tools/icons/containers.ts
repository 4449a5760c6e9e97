/** A picture as PNG, with as many pixels a side. */
export interface Picture {
  readonly size: number
  readonly png: Buffer
}

/** An icon of Windows: a table of contents, then the pictures as they are. */
export function icoOf(pictures: readonly Picture[]): Buffer {
  const entry = 16
  const head = Buffer.alloc(6 + entry * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let at = head.length
  pictures.forEach(({ size, png }, index) => {
    const place = 6 + entry * index
    // 256 does not fit in the byte; 0 says it.
    head.writeUInt8(size % 256, place)
    head.writeUInt8(size % 256, place + 1)
    head.writeUInt16LE(1, place + 4)
    head.writeUInt16LE(32, place + 6)
    head.writeUInt32LE(png.length, place + 8)
    head.writeUInt32LE(at, place + 12)
    at += png.length
  })
  return Buffer.concat([head, ...pictures.map(({ png }) => png)])
}

/** What macOS calls a size; of some there are two, for plain screens and for dense ones. */
const icnsTypes: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
}

/** An icon of macOS: named chunks, one after the other. */
export function icnsOf(pictures: readonly Picture[]): Buffer {
  const chunks = pictures.flatMap(({ size, png }) =>
    (icnsTypes[size] ?? []).map(type => chunk(type, png)),
  )
  return chunk('icns', Buffer.concat(chunks))
}

function chunk(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(content.length + head.length, 4)
  return Buffer.concat([head, content])
}
