import { isUtf8 } from 'node:buffer'
import { type Fault, FaultError } from '#contract/fault'
import type { TurnId } from '#contract/ids'
import type { RequestInput } from '#contract/ipc/requests'
import type { ChatVote } from '#contract/model/chat-ballot'
import { type ChatFile, fileProblem, fileTypeOf } from '#contract/model/chat-file'
import type { AnsweredTurn } from '#contract/model/session'
import type { ChangeFeed } from './change-feed.ts'

type SentTurn = RequestInput<'chat.send'>

export interface WindowTurn extends Omit<SentTurn, 'turnId' | 'files'> {
  readonly files: readonly ChatFile[]
}

export interface TurnListener {
  onText(text: string): void
  onRestart(): void
  onVote(vote: ChatVote): void
}

type Converse = (
  turn: WindowTurn,
  listener: TurnListener,
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

  /** The answer comes as changes: deltas or votes, then how it ended. */
  send({ turnId, files: sent, ...turn }: SentTurn): void {
    const files = readFiles(sent)
    if (turn.message.trim() === '' && files.length === 0) throw malformed('there is no message')
    const stop = new AbortController()
    this.#turns.set(turnId, stop)
    const listener: TurnListener = {
      onText: text => this.#feed.push({ type: 'chat.delta', turnId, text }),
      onRestart: () => this.#feed.push({ type: 'chat.restart', turnId }),
      onVote: vote => this.#feed.push({ type: 'chat.vote', turnId, vote }),
    }
    void this.#converse({ ...turn, files }, listener, stop.signal)
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

/** The window has looked at them already; here nothing is taken on trust. */
function readFiles(sent: SentTurn['files']): readonly ChatFile[] {
  const files: ChatFile[] = []
  for (const { name, data } of sent) {
    const bytes = Buffer.from(data, 'base64')
    const sizes = files.map(file => file.bytes.length)
    const problem = fileProblem(bytes, sizes, isUtf8)
    const type = problem === null ? fileTypeOf(bytes, isUtf8) : null
    if (type === null) throw malformed(`${name}: ${problem}`)
    files.push({ name, type, bytes })
  }
  return files
}

function malformed(detail: string): FaultError {
  return new FaultError({ code: 'request.malformed', detail })
}
