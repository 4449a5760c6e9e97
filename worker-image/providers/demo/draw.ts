import { createHash } from 'node:crypto'
import type { ImagesAnswer } from '#contract/wire/images'
import { WireFault } from '../../wire-fault.ts'
import type { DrawRequest } from '../provider.ts'
import { type Picture, pngOf } from './png.ts'
import { countTokens } from './words.ts'

const usualSide = 512
const longestSide = 2048

/** Pictures without any model: a pattern that only the prompt decides, with the word DEMO across it. */
export async function demoPictures(
  request: DrawRequest,
  signal: AbortSignal,
): Promise<ImagesAnswer> {
  const { width, height } = sizeOf(request)
  const data: ImagesAnswer['data'][number][] = []
  for (let position = 0; position < (request.n ?? 1); position++) {
    signal.throwIfAborted()
    const png = await pngOf(pictureOf(`${position} ${request.prompt}`, width, height))
    const base64 = png.toString('base64')
    data.push({
      ...(request.response_format === 'url'
        ? { url: `data:image/png;base64,${base64}` }
        : { b64_json: base64 }),
      revised_prompt: `Banyan's demo, not a real model: ${request.prompt}`,
    })
  }
  const tokens = countTokens(request.prompt)
  return {
    created: Math.floor(Date.now() / 1000),
    data,
    output_format: 'png',
    size: `${width}x${height}`,
    usage: {
      input_tokens: tokens,
      input_tokens_details: { text_tokens: tokens, image_tokens: 0 },
      output_tokens: 0,
      total_tokens: tokens,
    },
  }
}

function sizeOf({ size }: DrawRequest): { readonly width: number; readonly height: number } {
  const [width = usualSide, height = usualSide] =
    size && size !== 'auto' ? size.split('x').map(Number) : []
  if (Math.min(width, height) >= 1 && Math.max(width, height) <= longestSide) {
    return { width, height }
  }
  throw new WireFault({
    status: 400,
    message: `The demo draws from 1x1 up to ${longestSide}x${longestSide}.`,
    code: 'unsupported_value',
    param: 'size',
  })
}

const tiles = 8
const white = 4

function pictureOf(seed: string, width: number, height: number): Picture {
  const bytes = createHash('sha512').update(seed).digest()
  const byte = (at: number) => bytes[at % bytes.length] ?? 0
  const colour = (at: number) => [byte(at), byte(at + 1), byte(at + 2)] as const
  const dots = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // Mirrored, so that it looks meant.
      const column = Math.floor((x * tiles) / width)
      const tile = Math.min(column, tiles - 1 - column) + tiles * Math.floor((y * tiles) / height)
      dots[y * width + x] = byte(12 + tile) % white
    }
  }
  writeDemo(dots, width, height)
  return {
    width,
    height,
    palette: [colour(0), colour(3), colour(6), colour(9), [255, 255, 255], [0, 0, 0]],
    dots,
  }
}

/** D, E, M and O, five dots wide with one between. */
const letters = [
  '####..#####.#...#..###.',
  '#...#.#.....##.##.#...#',
  '#...#.#.....#.#.#.#...#',
  '#...#.####..#...#.#...#',
  '#...#.#.....#...#.#...#',
  '#...#.#.....#...#.#...#',
  '####..#####.#...#..###.',
]
const wordWidth = 23

/** White on black, across the middle, as large as fits. */
function writeDemo(dots: Uint8Array, width: number, height: number): void {
  const scale = Math.floor(Math.min(width / (wordWidth + 2), height / (letters.length + 2)))
  if (scale === 0) return
  const left = Math.floor((width - wordWidth * scale) / 2)
  const top = Math.floor((height - letters.length * scale) / 2)
  for (let y = top - scale; y < top + (letters.length + 1) * scale; y++) {
    const row = letters[Math.floor((y - top) / scale)]
    for (let x = left - scale; x < left + (wordWidth + 1) * scale; x++) {
      const isInk = row?.[Math.floor((x - left) / scale)] === '#'
      dots[y * width + x] = isInk ? white : white + 1
    }
  }
}
