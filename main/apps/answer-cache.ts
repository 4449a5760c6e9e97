import { hash } from 'node:crypto'
import type { WorkerId } from '#contract/ids'
import type { App } from '#contract/model/app'
import type { TokenCounts } from '#contract/model/token-counts'
import type { AnswerHeaders } from '../base/exchange.ts'

/** A whole answer, and what it once took. */
export interface KeptAnswer {
  readonly headers: AnswerHeaders
  readonly body: Buffer
  readonly workerId: WorkerId
  readonly model: string | null
  readonly tokens: TokenCounts | null
}

interface Entry {
  readonly answer: KeptAnswer
  readonly until: number
}

const mostEntries = 1_000
const mostBytes = 64_000_000
/** A larger answer is not kept. */
export const mostCachedBytes = 1_000_000
const keptMs = 24 * 3_600_000

/** Answers to give again to exactly the same question of the same app; the one unused longest goes first. */
export class AnswerCache {
  readonly #entries = new Map<string, Entry>()
  readonly #now: () => number
  #bytes = 0

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  find(key: string): KeptAnswer | null {
    const entry = this.#entries.get(key)
    if (!entry) return null
    this.#drop(key)
    if (entry.until <= this.#now()) return null
    this.#add(key, entry)
    return entry.answer
  }

  keep(key: string, answer: KeptAnswer): void {
    this.#drop(key)
    this.#add(key, { answer, until: this.#now() + keptMs })
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= mostEntries && this.#bytes <= mostBytes) return
      this.#drop(oldest)
    }
  }

  #add(key: string, entry: Entry): void {
    this.#entries.set(key, entry)
    this.#bytes += entry.answer.body.length
  }

  #drop(key: string): void {
    const entry = this.#entries.get(key)
    if (entry && this.#entries.delete(key)) this.#bytes -= entry.answer.body.length
  }
}

/** Fields that change nothing about the answer. */
const idle = new Set(['stream', 'user'])

/**
 * Tells one question of an app from every other, whatever the order and spacing of its fields;
 * null for one whose answer may not be given again.
 */
export function cacheKey(app: App, path: string, body: Buffer): string | null {
  if (app.cache === 'off') return null
  const json = fieldsOf(body)
  if (!json || (app.cache === 'deterministic' && json['temperature'] !== 0)) return null
  const kept = Object.entries(json).filter(([name]) => !idle.has(name))
  return hash('sha256', JSON.stringify([app.id, path, sorted(Object.fromEntries(kept))]))
}

function fieldsOf(body: Buffer): Record<string, unknown> | null {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return fields.map(([name, inner]) => [name, sorted(inner)])
}
