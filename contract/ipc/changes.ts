import type { Fault } from '../fault.ts'
import type { LogMessage } from '../http/deployments.ts'
import type { TurnId, WorkerId } from '../ids.ts'
import type { FeedEvent } from '../model/event.ts'
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
  /** Lines of the log of a deployment that is under way. */
  | { readonly type: 'deployment.log'; readonly message: LogMessage }
  | { readonly type: 'chat.delta'; readonly turnId: TurnId; readonly text: string }
  /** The deltas so far are void: another answer begins. */
  | { readonly type: 'chat.restart'; readonly turnId: TurnId }
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
