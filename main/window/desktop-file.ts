import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { closeChoices, windowThemes } from '#contract/model/desktop'
import { languages } from '#contract/model/language'

const pixels = z.int().min(-100_000).max(100_000)

/** A part that cannot be read is as if it had never been written; the others hold. */
const KeptDesktop = z.object({
  closing: z.enum(closeChoices).nullable().catch(null),
  looksForUpdates: z.boolean().catch(false),
  /** Null: the system's. */
  language: z.enum(languages).nullable().catch(null),
  theme: z.enum(windowThemes).catch('system'),
  bounds: z
    .object({ x: pixels, y: pixels, width: pixels, height: pixels, isMaximized: z.boolean() })
    .nullable()
    .catch(null),
})
export type KeptDesktop = Readonly<z.infer<typeof KeptDesktop>>
type KeptChange = { readonly [K in keyof KeptDesktop]?: KeptDesktop[K] | undefined }

/**
 * What this desktop remembers of the window. A file beside the window's own data and no setting of the
 * root node: it is needed before anything is open, and another computer with the same root has another desktop.
 */
export class DesktopFile {
  readonly #path: string
  #kept: KeptDesktop
  #writing: Promise<void> = Promise.resolve()

  private constructor(path: string, kept: KeptDesktop) {
    this.#path = path
    this.#kept = kept
  }

  static async open(path: string): Promise<DesktopFile> {
    const text = await readFile(path, 'utf8').catch(() => '')
    return new DesktopFile(path, KeptDesktop.parse(read(text)))
  }

  get kept(): KeptDesktop {
    return this.#kept
  }

  /** Holds at once; resolves when it is on the disk. The file is whole at every moment. */
  change(change: KeptChange): Promise<void> {
    const said = Object.entries(change).filter(([, value]) => value !== undefined)
    this.#kept = { ...this.#kept, ...Object.fromEntries(said) }
    this.#writing = this.#writing.catch(() => {}).then(() => this.#write())
    return this.#writing
  }

  /** Waits for what is being written. */
  close(): Promise<void> {
    return this.#writing.catch(() => {})
  }

  async #write(): Promise<void> {
    const aside = `${this.#path}.new`
    await mkdir(dirname(this.#path), { recursive: true })
    await writeFile(aside, `${JSON.stringify(this.#kept, null, 2)}\n`, { mode: 0o600 })
    await rename(aside, this.#path)
  }
}

function read(text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
  } catch {
    return {}
  }
}
