import { randomUUID } from 'node:crypto'
import { FaultError } from '#contract/fault'
import type { SessionId } from '#contract/ids'
import type { ChatFile } from '#contract/model/chat-file'
import type {
  AnsweredTurn,
  AnswerFacts,
  Session,
  SessionChange,
  SessionSummary,
  SetAside,
} from '#contract/model/session'
import type { ChatMessage, Usage } from '#contract/wire/chat'
import { Emitter } from '../base/emitter.ts'
import { cancelled, SessionQueue } from './session-queue.ts'
import { type PastTurn, withinBudget } from './token-budget.ts'

export interface SessionQuery {
  readonly search: string
  readonly limit: number
  /** The last one of the page before; null for the first page. */
  readonly after: {
    readonly isPinned: boolean
    readonly updatedAt: number
    readonly id: string
  } | null
}

/** An answered turn as it is kept. */
export interface TurnRecord {
  readonly sessionId: SessionId
  readonly system: string | null
  readonly title: string
  readonly message: string
  readonly askedAt: number
  readonly response: string
  readonly answeredAt: number
  readonly workerId: string
  readonly model: string
  readonly promptTokens: number | null
  readonly completionTokens: number | null
  readonly latencyMs: number
  readonly facts?: AnswerFacts | undefined
  readonly files?: readonly ChatFile[] | undefined
  readonly replaces?: { readonly fromTurn: number; readonly asideId: string } | null | undefined
}

/** The part of the store that conversations need. */
export interface SessionShelf {
  /** Before this turn, counted from 1; left out, all. */
  history(
    sessionId: SessionId,
    beforeTurn?: number,
  ): {
    readonly system: string | null
    readonly newestFirst: Iterable<PastTurn>
  }
  /** Resolves when both messages are on disk, to what they took the place of. */
  saveTurn(turn: TurnRecord): Promise<SetAside | null>
  list(query: SessionQuery): readonly SessionSummary[]
  read(sessionId: SessionId): Session | null
  file(sessionId: SessionId, turn: number, place: number): ChatFile | undefined
  /** Undefined where there is nothing of this name; null where nothing had to make room. */
  bringBack(order: {
    readonly sessionId: SessionId
    readonly setAsideId: string
    readonly asideId: string
    readonly at: number
  }): Promise<SetAside | null | undefined>
  /** Whether there was one. */
  change(change: SessionChange & { readonly sessionId: SessionId }): Promise<boolean>
  /** Whether there was one. */
  remove(sessionId: SessionId): Promise<boolean>
}

export interface Answer {
  readonly text: string
  readonly workerId: string
  readonly model: string
  readonly usage: Usage | null
  readonly finishReason: string | null
  readonly facts?: AnswerFacts
}

/** Hears an answer as it comes. */
export interface Listener {
  onText(text: string): void
  /** What came so far is void: another answer begins. */
  onRestart(): void
}

export interface AnswerOptions {
  /** Null leaves the choice to the worker. */
  readonly model: string | null
  readonly listener: Listener
  readonly signal: AbortSignal
}

/** Resolves only to an answer that is complete; whatever else happened rejects. */
export type Answerer = (messages: readonly ChatMessage[], options: AnswerOptions) => Promise<Answer>

export interface TurnInput {
  readonly sessionId: SessionId
  readonly message: string
  /** Kept for the session until another is given; an empty one takes it away. */
  readonly system?: string | undefined
  readonly model?: string | null | undefined
  readonly files?: readonly ChatFile[]
  /** The turn, counted from 1, from which on this one takes the place of what was said. */
  readonly replacesFrom?: number | null
  readonly listener?: Listener
}

export interface ConversationsOptions {
  readonly shelf: SessionShelf
  /** Asked at each turn, so that a changed setting holds from the next one. */
  readonly tokenBudget: () => number
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

/** Remembers what was said in each session. */
export class Conversations {
  readonly #shelf: SessionShelf
  readonly #tokenBudget: () => number
  readonly #now: () => number
  readonly #queue = new SessionQueue()
  readonly #changed = new Emitter<SessionId>()

  constructor({ shelf, tokenBudget, now = Date.now }: ConversationsOptions) {
    this.#shelf = shelf
    this.#tokenBudget = tokenBudget
    this.#now = now
  }

  readonly onChange = this.#changed.subscribe

  /** One turn: resolves when it is stored. One that failed or was cancelled leaves nothing behind. */
  async converse(input: TurnInput, answer: Answerer, signal: AbortSignal): Promise<AnsweredTurn> {
    const arrivedAt = this.#now()
    const leave = await this.#queue.enter(input.sessionId, signal)
    try {
      return await this.#takeTurn(input, answer, signal, arrivedAt)
    } finally {
      leave()
    }
  }

  list(query: SessionQuery): readonly SessionSummary[] {
    return this.#shelf.list(query)
  }

  read(sessionId: SessionId): Session {
    const session = this.#shelf.read(sessionId)
    if (!session) throw new FaultError({ code: 'session.unknown', sessionId })
    return session
  }

  file(sessionId: SessionId, turn: number, place: number): ChatFile {
    const file = this.#shelf.file(sessionId, turn, place)
    if (!file) throw new FaultError({ code: 'session.unknown', sessionId })
    return file
  }

  /** What was set aside takes the place of what stands there now, which is set aside in turn. */
  async bringBack(
    sessionId: SessionId,
    setAsideId: string,
    signal: AbortSignal,
  ): Promise<SetAside | null> {
    const leave = await this.#queue.enter(sessionId, signal)
    try {
      const order = { sessionId, setAsideId, asideId: randomUUID(), at: this.#now() }
      const instead = await this.#shelf.bringBack(order)
      if (instead === undefined) throw new FaultError({ code: 'session.unknown', sessionId })
      return instead
    } finally {
      leave()
      this.#changed.emit(sessionId)
    }
  }

  /** What it is called and where it stands; a turn that is on its way does not mind. */
  async change(sessionId: SessionId, change: SessionChange): Promise<void> {
    const wasThere = await this.#shelf.change({ sessionId, ...change })
    if (!wasThere) throw new FaultError({ code: 'session.unknown', sessionId })
    this.#changed.emit(sessionId)
  }

  /** For good. A turn that is on its way is waited for, so that it cannot bring the session back. */
  async remove(sessionId: SessionId, signal: AbortSignal): Promise<void> {
    const leave = await this.#queue.enter(sessionId, signal)
    try {
      const wasThere = await this.#shelf.remove(sessionId)
      if (!wasThere) throw new FaultError({ code: 'session.unknown', sessionId })
    } finally {
      leave()
    }
    this.#changed.emit(sessionId)
  }

  async #takeTurn(
    input: TurnInput,
    answer: Answerer,
    signal: AbortSignal,
    arrivedAt: number,
  ): Promise<AnsweredTurn> {
    const { sessionId, message, files, replacesFrom } = input
    const history = this.#shelf.history(sessionId, replacesFrom ?? undefined)
    const system = input.system === undefined ? history.system : input.system || null
    const prompt = { system, newestFirst: history.newestFirst, message, files }

    const { text, workerId, model, usage, finishReason, facts } = await answer(
      withinBudget(prompt, this.#tokenBudget()),
      { model: input.model ?? null, listener: input.listener ?? nobody, signal },
    )
    if (signal.aborted) throw cancelled(signal)

    const answeredAt = this.#now()
    const latencyMs = Math.max(0, answeredAt - arrivedAt)
    const setAside = await this.#shelf.saveTurn({
      sessionId,
      system,
      title: titleOf(message) || (files?.[0]?.name ?? ''),
      message,
      askedAt: arrivedAt,
      response: text,
      answeredAt,
      workerId,
      model,
      promptTokens: usage?.prompt_tokens ?? null,
      completionTokens: usage?.completion_tokens ?? null,
      latencyMs,
      ...(facts && { facts }),
      ...(files && files.length > 0 && { files }),
      ...(replacesFrom && { replaces: { fromTurn: replacesFrom, asideId: randomUUID() } }),
    })
    this.#changed.emit(sessionId)
    return {
      sessionId,
      response: text,
      workerId,
      model,
      usage,
      latencyMs,
      finishReason,
      ...(facts && { facts }),
      ...(setAside && { setAside }),
    }
  }
}

const titleLength = 80

function titleOf(message: string): string {
  const line = message
    .slice(0, 10 * titleLength)
    .trim()
    .replace(/\s+/g, ' ')
  const characters = [...line]
  return characters.length > titleLength
    ? `${characters.slice(0, titleLength - 1).join('')}…`
    : line
}

const nobody: Listener = { onText() {}, onRestart() {} }
