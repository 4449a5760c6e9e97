import { type Fault, FaultError } from '#contract/fault'
import type { SessionId, TurnId } from '#contract/ids'
import type { AnsweredTurn } from '#contract/model/session'
import type { ChangeFeed } from './change-feed.ts'

export interface WindowTurn {
  readonly turnId: TurnId
  readonly sessionId: SessionId
  readonly message: string
  readonly model: string | null
}

type Converse = (
  turn: WindowTurn,
  listener: { onText(text: string): void; onRestart(): void },
  signal: AbortSignal,
) => Promise<AnsweredTurn>

/** The turns that the window asked for and that are still being answered. */
export class WindowChat {
  readonly #converse: Converse
  readonly #feed: ChangeFeed
  readonly #onBug: (cause: unknown) => void
  readonly #turns = new Map<TurnId, AbortController>()

  constructor(converse: Converse, feed: ChangeFeed, onBug: (cause: unknown) => void) {
    this.#converse = converse
    this.#feed = feed
    this.#onBug = onBug
  }

  /** The answer comes as changes: deltas, then how it ended. */
  send(turn: WindowTurn): void {
    const { turnId } = turn
    const stop = new AbortController()
    this.#turns.set(turnId, stop)
    const listener = {
      onText: (text: string) => this.#feed.push({ type: 'chat.delta', turnId, text }),
      onRestart: () => this.#feed.push({ type: 'chat.restart', turnId }),
    }
    void this.#converse(turn, listener, stop.signal)
      .then(
        answered => this.#feed.push({ type: 'chat.answered', turnId, turn: answered }),
        (error: unknown) =>
          this.#feed.push({ type: 'chat.failed', turnId, fault: this.#faultOf(error) }),
      )
      .finally(() => this.#turns.delete(turnId))
  }

  stop(turnId: TurnId): void {
    const turn = this.#turns.get(turnId)
    if (!turn) throw new FaultError({ code: 'turn.unknown' })
    turn.abort()
  }

  #faultOf(error: unknown): Fault {
    if (error instanceof FaultError) return error.fault
    this.#onBug(error)
    return { code: 'internal' }
  }
}
