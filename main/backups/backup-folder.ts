import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

export interface Backup {
  readonly id: string
  readonly madeAt: number
  readonly bytes: number
  /** Whether it is what a restore replaced. */
  readonly isWayBack: boolean
}

const form = /^banyan-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z(-before-restore)?$/

/** The backups of one data folder: each is a whole database, in a file named for its time. */
export class BackupFolder {
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  /** For its owner alone, and without what was left of one that was cut off. */
  async prepare(): Promise<void> {
    await mkdir(this.#path, { recursive: true, mode: 0o700 })
    const drafts = (await readdir(this.#path)).filter(name => /^banyan-.*\.db\.new/.test(name))
    await Promise.all(drafts.map(name => rm(join(this.#path, name), { force: true })))
  }

  newPath(at: number, kind: '' | '-before-restore' = ''): string {
    const time = new Date(at).toISOString().replace(/[-:.]/g, '')
    return join(this.#path, `banyan-${time}${kind}.db`)
  }

  pathOf(id: string): string {
    return join(this.#path, `${id}.db`)
  }

  /** Of one that was cancelled nothing is left, however far it was. */
  async discard(path: string): Promise<void> {
    await rm(path, { force: true })
    await this.prepare()
  }

  /** The newest first. */
  async list(): Promise<readonly Backup[]> {
    const names = await readdir(this.#path).catch(() => [])
    const found = await Promise.all(names.map(name => this.#look(name)))
    return found.filter(backup => backup !== null).sort((a, b) => b.madeAt - a.madeAt)
  }

  /** Null for what is no name of a backup, so that no other file can be reached. */
  async find(id: string): Promise<Backup | null> {
    return form.test(id) ? this.#look(`${id}.db`) : null
  }

  async remove(id: string): Promise<void> {
    if (form.test(id)) await rm(this.pathOf(id), { force: true })
  }

  async #look(name: string): Promise<Backup | null> {
    const id = name.endsWith('.db') ? name.slice(0, -3) : ''
    const parts = form.exec(id)
    if (!parts) return null
    const file = await stat(join(this.#path, name)).catch(() => null)
    if (!file?.isFile()) return null
    const [, year, month, day, hour, minute, second, ms, wayBack] = parts
    const madeAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`)
    return { id, madeAt, bytes: file.size, isWayBack: wayBack !== undefined }
  }
}
