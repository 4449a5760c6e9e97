/** Pictures that models can look at. */
export const imageTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const
export type ImageType = (typeof imageTypes)[number]
export type ChatFileType = ImageType | 'text/plain'

/** Something that goes with a message. */
export interface ChatFile {
  readonly name: string
  readonly type: ChatFileType
  readonly bytes: Uint8Array
}

/** A file of a message that is kept, without what is in it. */
export interface ChatFileNote {
  readonly name: string
  readonly type: ChatFileType
  readonly size: number
}

/** A worker takes 8 MB in one request, and base64 makes a third more of what is sent. */
export const fileLimits = {
  count: 8,
  imageBytes: 4_000_000,
  textBytes: 400_000,
  allBytes: 5_000_000,
  nameCharacters: 200,
} as const

/** Browser and Node each have their own way to tell. */
export type IsUtf8 = (bytes: Uint8Array) => boolean

export type FileProblem = 'unknown-type' | 'too-large' | 'too-many' | 'too-much' | 'empty'

/** What it is, by its content alone: a name says what somebody wishes. Null: nothing that a model could use. */
export function fileTypeOf(bytes: Uint8Array, isUtf8: IsUtf8): ChatFileType | null {
  const image = imageTypeOf(bytes)
  if (image) return image
  return !bytes.includes(0) && isUtf8(bytes) ? 'text/plain' : null
}

/** Why it cannot go along with those that are there; null when it can. */
export function fileProblem(
  bytes: Uint8Array,
  before: readonly number[],
  isUtf8: IsUtf8,
): FileProblem | null {
  if (bytes.length === 0) return 'empty'
  if (before.length >= fileLimits.count) return 'too-many'
  const type = bytes.length > fileLimits.imageBytes ? imageTypeOf(bytes) : fileTypeOf(bytes, isUtf8)
  const most = type === 'text/plain' ? fileLimits.textBytes : fileLimits.imageBytes
  if (bytes.length > most) return 'too-large'
  if (type === null) return 'unknown-type'
  const all = before.reduce((sum, size) => sum + size, bytes.length)
  return all > fileLimits.allBytes ? 'too-much' : null
}

function imageTypeOf(bytes: Uint8Array): ImageType | null {
  const starts = (text: string, at = 0) =>
    [...text].every((character, index) => bytes[at + index] === character.charCodeAt(0))
  if (starts('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (starts('\xff\xd8\xff')) return 'image/jpeg'
  if (starts('GIF87a') || starts('GIF89a')) return 'image/gif'
  return starts('RIFF') && starts('WEBP', 8) ? 'image/webp' : null
}
