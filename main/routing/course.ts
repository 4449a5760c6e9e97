import { type ModelAliases, modelPlan } from './model-plan.ts'
import type { RoutableWire } from './routable-worker.ts'

const nobody: readonly RoutableWire[] = []

/** Where a request has been, and where it may still go. */
export class Course {
  readonly #plan: readonly (string | null)[]
  #place = 0
  /** With this model. */
  #tried: RoutableWire[] = []
  /** Not asked again, whatever happens. */
  #silent: readonly RoutableWire[] = nobody
  #tries = 0

  constructor(aliases: ModelAliases, asked: string | null) {
    this.#plan = modelPlan(aliases, asked)
  }

  /** The model to ask now; null for any. */
  get model(): string | null {
    return this.#plan[this.#place] ?? null
  }

  /** The same as a key. */
  get modelKey(): string {
    return this.#plan[this.#place] ?? ''
  }

  get tried(): readonly RoutableWire[] {
    return this.#tried
  }

  /** With this model, so far. */
  get tries(): number {
    return this.#tries
  }

  get hasNextModel(): boolean {
    return this.#place + 1 < this.#plan.length
  }

  /** Whether the only one that could be asked may be asked once more: not when it was silent. */
  get mayGoBack(): boolean {
    return this.#tries === 1 && this.#silent.length === 0
  }

  began(wire: RoutableWire): void {
    this.#tries++
    this.#tried.push(wire)
  }

  wasSilent(wire: RoutableWire): void {
    this.#silent = [...this.#silent, wire]
  }

  /** It may be asked again, as it was not to blame or asked for time. */
  forget(wire: RoutableWire, { isCounted }: { readonly isCounted: boolean }): void {
    this.#tried = this.#tried.filter(each => each !== wire)
    if (!isCounted) this.#tries--
  }

  nextModel(): void {
    this.#place++
    this.#tries = 0
    this.goBack()
  }

  /** Everybody may be asked again, but for those who were silent. */
  goBack(): void {
    this.#tried = [...this.#silent]
  }

  /** A stream broke: each worker may be asked once, and the one that broke at the end. */
  takeUpStream(): void {
    this.#tries = 1
  }

  hasModel(fits: (model: string | null) => boolean): boolean {
    return this.#plan.some(fits)
  }

  /** Goes to the first model that fits; there is one. */
  goToModel(fits: (model: string | null) => boolean): void {
    this.#place = this.#plan.findIndex(fits)
    this.goBack()
  }
}
