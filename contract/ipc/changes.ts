import type { Fault } from '../fault.ts'
import type { LogMessage } from '../http/deployments.ts'
import type { TurnId, WorkerId } from '../ids.ts'
import type { ChatVote } from '../model/chat-ballot.ts'
import type { DesktopView } from '../model/desktop.ts'
import type { FeedEvent } from '../model/event.ts'
import type { LiveRequestChange } from '../model/live-request.ts'
import type { LogLine } from '../model/log-line.ts'
import type { LinkedPlace } from '../model/place-link.ts'
import type { RootState } from '../model/root-state.ts'
import type { AnsweredTurn } from '../model/session.ts'
import type { SettingView } from '../model/setting.ts'
import type { Worker } from '../model/worker.ts'

/** What the root node tells the window, in order. */
export type Change =
  | { readonly type: 'root'; readonly root: RootState }
  | { readonly type: 'worker'; readonly worker: Worker }
  | { readonly type: 'worker.removed'; readonly workerId: WorkerId }
  | { readonly type: 'settings'; readonly settings: readonly SettingView[] }
  | { readonly type: 'sessions' }
  | { readonly type: 'event'; readonly event: FeedEvent }
  /** Only while the window can be seen. */
  | LiveRequestChange
  | { readonly type: 'desktop'; readonly desktop: DesktopView }
  /** The window was asked to close, and nobody said yet what that does. */
  | { readonly type: 'desktop.closing' }
  /** A link or the tray leads here. */
  | { readonly type: 'place'; readonly place: LinkedPlace }
  /** Only while the window follows them; of too many at once some are only counted. */
  | { readonly type: 'log'; readonly lines: readonly LogLine[]; readonly skipped: number }
  /** Lines of the log of the deployment that the window follows. */
  | { readonly type: 'deployment.log'; readonly message: LogMessage }
  | { readonly type: 'chat.delta'; readonly turnId: TurnId; readonly text: string }
  /** The deltas so far are void: another answer begins. */
  | { readonly type: 'chat.restart'; readonly turnId: TurnId }
  /** One of several workers has answered; they vote. */
  | { readonly type: 'chat.vote'; readonly turnId: TurnId; readonly vote: ChatVote }
  | { readonly type: 'chat.answered'; readonly turnId: TurnId; readonly turn: AnsweredTurn }
  | { readonly type: 'chat.failed'; readonly turnId: TurnId; readonly fault: Fault }

/** Changes that came close together; a gap between two of them means that the window must ask for a new snapshot. */
export interface Changes {
  /** The place in the order of the last change before these. */
  readonly after: number
  /** That of the last of these. */
  readonly last: number
  /** Of what was told several times only the last, so there may be fewer than places. */
  readonly changes: readonly Change[]
}
