const openBrace = 0x7b
const closeBrace = 0x7d
const space = 0x20
const noBytes = Buffer.alloc(0)

/** Enough to tell an answer from one that was cut or is no JSON at all. */
export function looksLikeJson(pieces: readonly Buffer[]): boolean {
  const [first] = pieces
  const last = pieces.at(-1)
  return first?.[0] === openBrace && last?.[lastPlace(last)] === closeBrace
}

/** Spaces before an answer only say that it is being made. */
export function withoutProgress(piece: Buffer): Buffer {
  if (piece[0] !== space) return piece
  const start = piece.findIndex(byte => byte !== space)
  return start < 0 ? noBytes : piece.subarray(start)
}

function lastPlace(bytes: Buffer): number {
  let place = bytes.length - 1
  while (place > 0 && (bytes[place] ?? 0) <= space) place--
  return place
}
