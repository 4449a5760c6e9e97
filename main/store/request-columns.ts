import type { RequestEntry } from '#contract/model/request-entry'

/** Bits of `flags`. */
export const hasFailed = 1
/** A worker served it, so its times say how quick workers are. */
export const isTimed = 2

/** The figures of many requests side by side, 45 bytes each, so that a million is looked through in no time. */
export class RequestColumns {
  size = 0
  at = new Float64Array(1_024)
  latencyMs = new Float32Array(1_024)
  /** NaN: none. */
  firstTokenMs = new Float32Array(1_024)
  promptTokens = new Uint32Array(1_024)
  completionTokens = new Uint32Array(1_024)
  costUsd = new Float32Array(1_024)
  /** Places in `texts`. */
  app = new Uint32Array(1_024)
  model = new Uint32Array(1_024)
  worker = new Uint32Array(1_024)
  provider = new Uint32Array(1_024)
  flags = new Uint8Array(1_024)
  readonly texts: string[] = []
  readonly #places = new Map<string, number>()

  add(entry: RequestEntry): void {
    if (this.size === this.at.length) this.#grow()
    const row = this.size++
    const { outcome, tokens } = entry
    this.at[row] = entry.at
    this.latencyMs[row] = entry.latencyMs
    this.firstTokenMs[row] = entry.firstTokenMs ?? Number.NaN
    this.promptTokens[row] = tokens?.prompt ?? 0
    this.completionTokens[row] = tokens?.completion ?? 0
    this.costUsd[row] = entry.costUsd ?? 0
    this.app[row] = this.#placeOf(entry.appId)
    // What a client asked for in vain is not a model, as in the accounts.
    this.model[row] = this.#placeOf(
      entry.model ?? (outcome === 'served' ? entry.modelAsked : null) ?? '',
    )
    this.worker[row] = this.#placeOf(entry.workerId ?? '')
    this.provider[row] = this.#placeOf(entry.provider ?? '')
    this.flags[row] =
      (outcome === 'failed' || outcome === 'refused' ? hasFailed : 0) |
      (outcome === 'served' && !entry.isCacheHit ? isTimed : 0)
  }

  /** Where it stands in `texts`; -1: nowhere. */
  find(text: string): number {
    return this.#places.get(text) ?? -1
  }

  #placeOf(text: string): number {
    const known = this.#places.get(text)
    if (known !== undefined) return known
    const place = this.texts.push(text) - 1
    this.#places.set(text, place)
    return place
  }

  #grow(): void {
    const room = this.size * 2
    const wider = <T extends { set(from: T): void }>(make: new (room: number) => T, from: T): T => {
      const to = new make(room)
      to.set(from)
      return to
    }
    this.at = wider(Float64Array, this.at)
    this.latencyMs = wider(Float32Array, this.latencyMs)
    this.firstTokenMs = wider(Float32Array, this.firstTokenMs)
    this.promptTokens = wider(Uint32Array, this.promptTokens)
    this.completionTokens = wider(Uint32Array, this.completionTokens)
    this.costUsd = wider(Float32Array, this.costUsd)
    this.app = wider(Uint32Array, this.app)
    this.model = wider(Uint32Array, this.model)
    this.worker = wider(Uint32Array, this.worker)
    this.provider = wider(Uint32Array, this.provider)
    this.flags = wider(Uint8Array, this.flags)
  }
}
