import type { AlertNotice } from '#contract/model/alert'

/** What came of a try to tell something; `detail` says why not, or what else is worth knowing. */
export interface Told {
  readonly ok: boolean
  readonly detail: string | null
}

/** How the owner hears of alerts. */
export interface Way {
  readonly name: 'log' | 'desktop' | 'webhook'
  /** Never throws; what takes time goes on by itself. */
  tell(notice: AlertNotice): void
  /** Tries once, now. */
  test(at: number): Promise<Told>
}
