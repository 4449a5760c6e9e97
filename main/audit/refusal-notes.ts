import type { Actor } from '../base/actor.ts'

/** A request for what is the owner's that was turned away. */
export interface OwnerRefusal {
  readonly fault: string
  readonly method: string
  /** The path of the route, never what the client wrote. */
  readonly route: string
  readonly from: string | null
  /** The app whose key was sent. */
  readonly appId: string | null
}

type Note = (
  action: string,
  subject: string,
  detail: Readonly<Record<string, unknown>>,
  actor: Actor,
) => unknown

const hourMs = 3_600_000
const mostAnHour = 20

/** Notes refusals, but only so many an hour: the log grows for good, and a stranger must not make it. */
export class RefusalNotes {
  readonly #note: Note
  readonly #now: () => number
  #since = 0
  #noted = 0
  #untold = 0

  constructor(note: Note, now: () => number = Date.now) {
    this.#note = note
    this.#now = now
  }

  add({ appId, route, ...refusal }: OwnerRefusal): void {
    const now = this.#now()
    if (now >= this.#since + hourMs) {
      this.#since = now
      this.#noted = 0
    }
    if (this.#noted >= mostAnHour) {
      this.#untold++
      return
    }
    this.#noted++
    const untoldBefore = this.#untold > 0 ? { untoldBefore: this.#untold } : {}
    this.#untold = 0
    const actor = appId === null ? 'stranger' : (`app:${appId}` as const)
    this.#note('request.refused', route, { ...refusal, ...untoldBefore }, actor)
  }
}
