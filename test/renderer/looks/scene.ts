import type { Snapshot } from '#contract/ipc/requests'
import type { Answers, ApiAnswers, FakeBridge } from '../fake-bridge.ts'

/** What a scene shows first, and how its root node answers; `after` plays what happens once the window stands. */
export interface Scene {
  readonly snapshot: Snapshot
  readonly api?: ApiAnswers
  /** Besides what every scene answers. */
  readonly answers?: Answers
  readonly after?: (bridge: FakeBridge) => void
}
