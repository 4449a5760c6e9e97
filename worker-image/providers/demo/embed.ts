import { setImmediate as breathe } from 'node:timers/promises'
import type { EmbeddingsAnswer } from '#contract/wire/embeddings'
import { WireFault } from '../../wire-fault.ts'
import { estimatedUsage, inputTexts } from '../embed-input.ts'
import type { EmbedRequest } from '../provider.ts'

const usualDimensions = 256
const mostDimensions = 4096
const longestText = 100_000

/** Vectors without any model: texts that share words or characters are near each other. */
export async function demoEmbeddings(
  request: EmbedRequest,
  signal: AbortSignal,
): Promise<EmbeddingsAnswer> {
  const dimensions = request.dimensions ?? usualDimensions
  if (dimensions > mostDimensions) {
    throw refused('dimensions', `The demo makes vectors of up to ${mostDimensions} dimensions.`)
  }
  const texts = inputTexts(request)
  if (texts.some(text => text.length > longestText)) {
    throw refused('input', `The demo takes texts of up to ${longestText} characters.`)
  }
  const data: EmbeddingsAnswer['data'][number][] = []
  for (const [index, text] of texts.entries()) {
    signal.throwIfAborted()
    data.push({ object: 'embedding', index, embedding: demoVector(text, dimensions) })
    await breathe()
  }
  return { object: 'list', data, model: request.model, usage: estimatedUsage(request) }
}

/** Of unit length, and the same for ever. */
export function demoVector(text: string, dimensions: number): readonly number[] {
  const sums = new Float64Array(dimensions)
  for (const [feature, times] of featuresOf(text)) {
    const weight = 1 + Math.log(times)
    for (let place = 0; place < placesEach; place++) {
      const hash = hashOf(feature, place)
      const at = hash % dimensions
      sums[at] = (sums[at] ?? 0) + (hash & 0x40000000 ? weight : -weight)
    }
  }
  const length = Math.hypot(...sums)
  if (length === 0) return Array.from(sums, (_, at) => (at === 0 ? 1 : 0))
  return Array.from(sums, value => Math.fround(value / length))
}

/** More places make two features less likely to be taken for one. */
const placesEach = 4

const wordOrCharacter =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{M}\p{N}]+/gu

/** Words and the pieces that they are made of; of scripts without spaces, characters and pairs of them. */
function featuresOf(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const add = (feature: string) => counts.set(feature, (counts.get(feature) ?? 0) + 1)
  let before = { word: '', end: -1 }
  const plain = text.normalize('NFKC').toLowerCase()
  for (const { 0: word, index } of plain.matchAll(wordOrCharacter)) {
    add(word)
    const isCharacter = word.length === 1
    if (isCharacter && before.end === index) add(before.word + word)
    const edged = `^${word}$`
    if (!isCharacter) for (let at = 0; at + 3 <= edged.length; at++) add(edged.slice(at, at + 3))
    before = { word, end: isCharacter ? index + 1 : -1 }
  }
  if (counts.size === 0) add(plain)
  return counts
}

/** FNV-1a, stirred so that neighbouring seeds fall apart. */
function hashOf(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(seed + 1, 0x9e3779b1)
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39)
  return (hash ^ (hash >>> 15)) >>> 0
}

function refused(param: string, message: string): WireFault {
  return new WireFault({ status: 400, message, code: 'unsupported_value', param })
}
