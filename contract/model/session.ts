import type { SessionId } from '../ids.ts'
import type { Usage } from '../wire/chat.ts'

export interface SessionSummary {
  readonly id: SessionId
  /** The beginning of the first message. */
  readonly title: string
  readonly messageCount: number
  /** Milliseconds since 1970. */
  readonly updatedAt: number
}

export interface SessionMessage {
  readonly role: 'user' | 'assistant'
  readonly content: string
  readonly createdAt: number
  /** Who answered; null on what the user said. */
  readonly workerId: string | null
  readonly model: string | null
  /** From question to answer; null on what the user said, and on what was kept before this was. */
  readonly latencyMs: number | null
  readonly usage: Usage | null
}

export interface Session {
  readonly id: SessionId
  readonly system: string | null
  readonly messages: readonly SessionMessage[]
}

/** A turn that was answered and stored. */
export interface AnsweredTurn {
  readonly sessionId: SessionId
  readonly response: string
  readonly workerId: string
  readonly model: string
  readonly usage: Usage | null
  readonly latencyMs: number
  readonly finishReason: string | null
}
