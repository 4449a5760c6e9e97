import type { Change, NumberedChange } from '#contract/ipc/changes'
import { Emitter } from '../base/emitter.ts'

/** Puts what happens in the root node into one order, which the window follows. */
export class ChangeFeed {
  readonly #numbered = new Emitter<NumberedChange>()
  #sequence = 0

  readonly onChange = this.#numbered.subscribe

  /** Of the last change. */
  get sequence(): number {
    return this.#sequence
  }

  push(change: Change): void {
    this.#numbered.emit({ sequence: ++this.#sequence, change })
  }
}
