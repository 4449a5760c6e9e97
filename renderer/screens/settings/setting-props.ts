import type { Fault } from '#contract/fault'
import type { SettingView } from '#contract/model/setting'

/** What every kind of setting is drawn from. */
export interface SettingProps {
  readonly view: SettingView
  /** Set by a flag or the environment, which go before what is saved. */
  readonly isFixed: boolean
  readonly isSaving: boolean
  /** Why the last saving failed. */
  readonly fault: Fault | null
  /** Null goes back to the default; answers whether it was saved. */
  readonly save: (value: string | null) => Promise<boolean>
}
