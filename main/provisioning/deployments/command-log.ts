import { createWriteStream, mkdirSync, statSync, type WriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DeploymentId, HostId } from '#contract/ids'
import type { LogContent, LogEntry } from '#contract/model/deployment-log'
import type { Log } from '../../base/log.ts'
import { KeyBlocks, withoutKeys } from './key-blocks.ts'
import { shownText } from './shown-text.ts'

export interface CommandLogOptions {
  /** Where the file of each deployment is. */
  readonly folder: string
  readonly redact: (text: string) => string
  /** Hears of each entry as it is written. */
  readonly onEntry: (id: DeploymentId, entry: LogEntry) => void
  readonly log: Log
  readonly mostBytes?: number
}

const usualMostBytes = 20 * 1_048_576
const longestScript = 20_000

export function logPath(folder: string, id: DeploymentId): string {
  return join(folder, `${id}.jsonl`)
}

export async function removeLog(folder: string, id: DeploymentId): Promise<void> {
  await rm(logPath(folder, id), { force: true })
}

/** Writes all that is run and said in one deployment, without secrets, as JSON a line; it goes on with what a run before wrote. */
export class CommandLog {
  readonly #id: DeploymentId
  readonly #options: CommandLogOptions
  readonly #file: WriteStream
  readonly #keys = new Map<string, KeyBlocks>()
  #seq: number
  #bytes: number
  #isFull = false

  constructor(id: DeploymentId, options: CommandLogOptions, lastSeq = 0) {
    this.#id = id
    this.#options = options
    this.#seq = lastSeq
    mkdirSync(options.folder, { recursive: true, mode: 0o700 })
    const path = logPath(options.folder, id)
    this.#bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
    this.#file = createWriteStream(path, { flags: 'a', mode: 0o600 })
    this.#file.on('error', cause => {
      // A log that cannot be written is no reason to leave a host half done.
      this.#isFull = true
      options.log.error('deployment log not written', { deployment: id, cause })
    })
  }

  /** For a place in the middle of a resumed deployment. */
  get lastSeq(): number {
    return this.#seq
  }

  write(hostId: HostId, step: string, content: LogContent): void {
    if (this.#isFull) return
    const clean = this.#clean(`${hostId} ${step}`, content)
    if (clean) this.#append(hostId, step, clean)
  }

  close(): Promise<void> {
    return new Promise(resolve => {
      this.#file.once('close', () => resolve())
      this.#file.end()
      if (this.#file.destroyed) resolve()
    })
  }

  #append(hostId: HostId, step: string, content: LogContent): void {
    const { mostBytes = usualMostBytes, onEntry } = this.#options
    const isLast = this.#bytes >= mostBytes
    const entry = this.#entry(hostId, step, isLast ? full : content)
    const line = `${JSON.stringify(entry)}\n`
    this.#bytes += Buffer.byteLength(line)
    this.#isFull = isLast
    this.#file.write(line)
    onEntry(this.#id, entry)
  }

  #entry(hostId: HostId, step: string, content: LogContent): LogEntry {
    return { seq: ++this.#seq, at: Date.now(), hostId, step, ...content }
  }

  #clean(place: string, content: LogContent): LogContent | null {
    const { redact } = this.#options
    switch (content.kind) {
      case 'command':
        return {
          ...content,
          words: redact(content.words),
          script: boundedScript(redact(withoutKeys(content.script))),
        }
      case 'line': {
        const blocks = this.#keys.get(`${place} ${content.from}`) ?? new KeyBlocks()
        this.#keys.set(`${place} ${content.from}`, blocks)
        const text = blocks.line(content.text)
        return text === null ? null : { ...content, text: shownText(redact(text)) }
      }
      case 'end':
        return content
    }
  }
}

const boundedScript = (text: string) =>
  text.length > longestScript ? `${text.slice(0, longestScript)}…` : text

const full: LogContent = {
  kind: 'line',
  from: 'banyan',
  text: 'The log is full. What came after this is not in it.',
}
