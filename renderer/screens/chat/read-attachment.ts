import { type FileProblem, fileLimits, fileProblem, fileTypeOf } from '#contract/model/chat-file'
import type { Attachment } from '../../state/turn-wish.ts'

/** A file that cannot go along, and why. */
export interface RefusedFile {
  readonly name: string
  readonly problem: FileProblem
}

/** Reads files that were chosen, pasted or dropped, each as far as it may go along with those before it. */
export async function readAttachments(
  files: readonly File[],
  before: readonly Attachment[],
): Promise<{ readonly taken: readonly Attachment[]; readonly refused: readonly RefusedFile[] }> {
  const taken = [...before]
  const refused: RefusedFile[] = []
  for (const file of files) {
    const name = file.name.slice(0, fileLimits.nameCharacters) || 'image'
    const bytes =
      file.size > fileLimits.imageBytes ? null : new Uint8Array(await file.arrayBuffer())
    const sizes = taken.map(({ size }) => size)
    const problem = bytes ? fileProblem(bytes, sizes, isUtf8) : 'too-large'
    const type = bytes && problem === null ? fileTypeOf(bytes, isUtf8) : null
    if (!bytes || type === null) refused.push({ name, problem: problem ?? 'unknown-type' })
    else {
      const data = inBase64(bytes)
      taken.push({ id: crypto.randomUUID(), name, type, size: bytes.length, data })
    }
  }
  return { taken, refused }
}

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

const bytesAtOnce = 0x80_00

export function inBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += bytesAtOnce) {
    binary += String.fromCharCode(...bytes.subarray(at, at + bytesAtOnce))
  }
  return btoa(binary)
}
