import { writeFileSync } from 'node:fs'

/** Grows a file to the last byte of its disk: what SQLite has room for already must not be enough. */
export function fillDisk(path: string): void {
  for (let size = 1_048_576; size >= 1; size = Math.floor(size / 2)) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size), { flag: 'a' })
    } catch {
      // Not so much: half of it may still fit.
    }
  }
}
