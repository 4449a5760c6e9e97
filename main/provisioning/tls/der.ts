/** Writes DER (X.690), as far as certificates need it. Nothing here reads it. */

export type Der = Buffer

export function sequence(...parts: readonly Der[]): Der {
  return tagged(0x30, Buffer.concat(parts))
}

export function setOf(part: Der): Der {
  return tagged(0x31, part)
}

/** A number that is not negative, its bytes from the highest down. */
export function integer(bytes: Buffer): Der {
  // A first bit that is set would make it negative.
  const isHigh = ((bytes[0] ?? 0) & 0x80) !== 0
  return tagged(0x02, isHigh ? Buffer.concat([Buffer.of(0), bytes]) : bytes)
}

export const yes: Der = Buffer.of(0x01, 0x01, 0xff)

export function objectId(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return tagged(0x06, Buffer.concat([first * 40 + second, ...rest].map(base128)))
}

export function utf8(text: string): Der {
  return tagged(0x0c, Buffer.from(text))
}

export function octets(content: Buffer): Der {
  return tagged(0x04, content)
}

export function bits(content: Buffer, unused = 0): Der {
  return tagged(0x03, Buffer.concat([Buffer.of(unused), content]))
}

/** To the second; in two forms, as RFC 5280 wants it. */
export function time(at: Date): Der {
  const digits = at.toISOString().replace(/\.\d+|[-:T]/g, '')
  return at.getUTCFullYear() < 2050
    ? tagged(0x17, Buffer.from(digits.slice(2)))
    : tagged(0x18, Buffer.from(digits))
}

/** A field by number around what has a tag of its own. */
export function field(number: number, content: Der): Der {
  return tagged(0xa0 + number, content)
}

/** A field by number in place of the tag that its content would have. */
export function bareField(number: number, content: Buffer): Der {
  return tagged(0x80 + number, content)
}

function tagged(tag: number, content: Buffer): Der {
  return Buffer.concat([Buffer.of(tag), length(content.length), content])
}

function length(count: number): Buffer {
  if (count < 0x80) return Buffer.of(count)
  return count < 0x100 ? Buffer.of(0x81, count) : Buffer.of(0x82, count >> 8, count & 0xff)
}

function base128(number: number): Buffer {
  const groups = [number & 0x7f]
  for (let rest = number >>> 7; rest > 0; rest >>>= 7) groups.unshift((rest & 0x7f) | 0x80)
  return Buffer.from(groups)
}
