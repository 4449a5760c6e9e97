import type { Fault } from '#contract/fault'
import type { AnswerOf, OperationId } from '#contract/http/operations'
import type { Bridge } from '#contract/ipc/bridge'
import type { Change, Changes } from '#contract/ipc/changes'
import type {
  Reply,
  RequestInput,
  RequestName,
  RequestOutputs,
  Snapshot,
} from '#contract/ipc/requests'

/** What the API answers, by the id of the operation; a function is given what was asked. */
export type ApiAnswers = {
  readonly [I in OperationId]?:
    | AnswerOf<I>
    | Refusal
    | ((call: RequestInput<'api.call'>) => AnswerOf<I> | Refusal | Promise<AnswerOf<I>>)
}

export type Answers = {
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
  readonly #listeners = new Set<(changes: Changes) => void>()
  #sequence: number

  constructor(snapshot: Snapshot, answers: Answers = {}, language = 'en', api: ApiAnswers = {}) {
    this.language = language
    this.#sequence = snapshot.sequence
    this.answers = {
      snapshot: () => ({ ...snapshot, sequence: this.#sequence }),
      'session.list': () => [],
      'api.call': call => apiAnswer(api, call),
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

  readonly onChanges = (listener: (changes: Changes) => void): (() => void) => {
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
  send({ sequence, change }: { readonly sequence: number; readonly change: Change }): void {
    this.sendAll({ after: sequence - 1, last: sequence, changes: [change] })
  }

  sendAll(changes: Changes): void {
    this.#sequence = Math.max(this.#sequence, changes.last)
    for (const listener of this.#listeners) listener(changes)
  }
}

async function apiAnswer(api: ApiAnswers, call: RequestInput<'api.call'>): Promise<unknown> {
  // Sound: an operation that nobody scripted is found to have no answer.
  const answer = api[call.operation as OperationId]
  if (answer === undefined) throw new Error(`nobody scripted ${call.operation}`)
  return typeof answer === 'function' ? answer(call) : answer
}
