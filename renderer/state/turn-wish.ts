import type { RequestInput } from '#contract/ipc/requests'
import type { BallotWish } from '#contract/model/chat-ballot'
import type { ChatFileNote } from '#contract/model/chat-file'

/** A file that goes with a message that is being written. */
export interface Attachment extends ChatFileNote {
  readonly id: string
  /** In base64. */
  readonly data: string
}

/** All that is asked for with one message. */
export interface TurnWish {
  readonly message: string
  readonly files: readonly Attachment[]
  /** One worker and no other, or anyone but one; null: whoever. */
  readonly worker: RequestInput<'chat.send'>['worker']
  /** Several answer, and vote. */
  readonly ballot: BallotWish | null
  /** The turn, counted from 1, from which on it takes the place of what was said. */
  readonly replacesFrom: number | null
}

export const plainWish = { files: [], worker: null, ballot: null, replacesFrom: null } as const
