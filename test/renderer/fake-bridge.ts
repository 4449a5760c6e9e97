import type { Fault } from '#contract/fault'
import type { Bridge } from '#contract/ipc/bridge'
import type { Change, NumberedChange } from '#contract/ipc/changes'
import type {
  Reply,
  RequestInput,
  RequestName,
  RequestOutputs,
  Snapshot,
} from '#contract/ipc/requests'

type Answers = {
  [N in RequestName]?: (
    input: RequestInput<N>,
  ) => RequestOutputs[N] | Promise<RequestOutputs[N]> | Refusal
}

export class Refusal {
  readonly fault: Fault

  constructor(fault: Fault) {
    this.fault = fault
  }
}

/** The root node as the window meets it, scripted: what is not scripted is answered with nothing. */
export class FakeBridge implements Bridge {
  readonly language: string
  readonly asked: (readonly [RequestName, unknown])[] = []
  readonly answers: Answers
  readonly #listeners = new Set<(change: NumberedChange) => void>()
  #sequence: number

  constructor(snapshot: Snapshot, answers: Answers = {}, language = 'en') {
    this.language = language
    this.#sequence = snapshot.sequence
    this.answers = {
      snapshot: () => ({ ...snapshot, sequence: this.#sequence }),
      'session.list': () => [],
      ...answers,
    }
  }

  readonly request = async <N extends RequestName>(
    name: N,
    input: RequestInput<N>,
  ): Promise<Reply<RequestOutputs[N]>> => {
    this.asked.push([name, input])
    const answer: ((input: RequestInput<N>) => unknown) | undefined = this.answers[name]
    const value = await answer?.(input)
    if (value instanceof Refusal) return { ok: false, fault: value.fault }
    return { ok: true, value: (value ?? null) as RequestOutputs[N] } // sound: `Answers` types it by name
  }

  readonly onChange = (listener: (change: NumberedChange) => void): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** The next change in order. */
  change(change: Change): void {
    this.send({ sequence: this.#sequence + 1, change })
  }

  /** A change with a number of its own, so that one may come late, twice or after a gap. */
  send(numbered: NumberedChange): void {
    this.#sequence = Math.max(this.#sequence, numbered.sequence)
    for (const listener of this.#listeners) listener(numbered)
  }
}
