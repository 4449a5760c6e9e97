import type { SessionId } from '../ids.ts'
import type { Usage } from '../wire/chat.ts'
import type { ChatBallot } from './chat-ballot.ts'
import type { ChatFileNote } from './chat-file.ts'

export interface SessionSummary {
  readonly id: SessionId
  /** The beginning of the first message, or what its owner called it. */
  readonly title: string
  /** Kept at the top of the list. */
  readonly isPinned: boolean
  readonly messageCount: number
  /** Milliseconds since 1970. */
  readonly updatedAt: number
}

/** What its owner wants otherwise about a session; what is left out stays. */
export interface SessionChange {
  readonly title?: string | undefined
  readonly isPinned?: boolean | undefined
}

/** How an answer came to be. */
export interface AnswerFacts {
  /** As the history of requests has it. */
  readonly requestId: string
  readonly firstTokenMs: number | null
  /** In US dollars; null when nobody knows. */
  readonly costUsd: number | null
  /** The workers that were asked before the one that answered, in order. */
  readonly failedAt: readonly string[]
  /** Where several were asked and voted; else null. */
  readonly ballot: ChatBallot | null
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
  /** Of answers that were kept since these are. */
  readonly facts?: AnswerFacts
  /** What went along with it, where something did. */
  readonly files?: readonly ChatFileNote[]
}

/** Turns that another way on took the place of; they can be had back. */
export interface SetAside {
  readonly id: string
  /** The first of them, counted from 1. */
  readonly fromTurn: number
  readonly turns: number
  readonly at: number
}

export interface Session {
  readonly id: SessionId
  readonly system: string | null
  readonly messages: readonly SessionMessage[]
  /** Those that can come back now, the newest first, where there are some. */
  readonly setAside?: readonly SetAside[]
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
  readonly facts?: AnswerFacts
  /** What it took the place of, where it did not just go on. */
  readonly setAside?: SetAside
}
