import { statfs } from 'node:fs/promises'
import type { SeenDisk } from './seen.ts'

/** How much room there is beside a folder. A file system that does not answer holds nobody up. */
export class DiskWatch {
  readonly #folder: string
  #last: SeenDisk | null = null
  #isLooking = false

  constructor(folder: string) {
    this.#folder = folder
  }

  /** As it was when it was looked at last; a new look begins. */
  look(): SeenDisk | null {
    if (!this.#isLooking) void this.refresh()
    return this.#last
  }

  async refresh(): Promise<void> {
    this.#isLooking = true
    try {
      const { bavail, blocks, bsize } = await statfs(this.#folder)
      this.#last = blocks > 0 ? { freeBytes: bavail * bsize, totalBytes: blocks * bsize } : null
    } catch {
      this.#last = null
    } finally {
      this.#isLooking = false
    }
  }
}
