/** What alerts are about; also the names that the setting and the API use. */
export const alertRuleNames = [
  'offline',
  'error_rate',
  'latency',
  'budget',
  'disk',
  'idle',
] as const
export type AlertRuleName = (typeof alertRuleNames)[number]

export const alertSeverities = ['warning', 'critical'] as const
export type AlertSeverity = (typeof alertSeverities)[number]

/** What was found when the alert was told last. */
export type AlertFacts =
  | { readonly rule: 'offline'; readonly worker: string; readonly reason: string | null }
  | {
      readonly rule: 'error_rate'
      readonly share: number
      readonly requests: number
      readonly overMs: number
    }
  | {
      readonly rule: 'latency'
      /** 95 of 100 streams had their first content within this time. */
      readonly p95Ms: number
      readonly requests: number
      readonly overMs: number
    }
  | {
      readonly rule: 'budget'
      readonly app: string
      readonly spentUsd: number
      readonly budgetUsd: number
    }
  | { readonly rule: 'disk'; readonly freeBytes: number; readonly totalBytes: number }
  | {
      readonly rule: 'idle'
      readonly host: string
      /** Percent that 95 of 100 samples stay below or reach; null where memory does not count. */
      readonly p95: {
        readonly cpu: number
        readonly network: number
        readonly memory: number | null
      }
    }

/** One thing that is wrong, from when its rule held first until it does not. Times are in milliseconds since 1970. */
export interface Alert {
  readonly id: number
  /** The id of a worker, an app or a host; `requests` or `data-folder` where there is only one. */
  readonly subject: string
  /** Only rises. */
  readonly severity: AlertSeverity
  readonly facts: AlertFacts
  readonly openedAt: number
  /** When it was told last; null: not yet. */
  readonly toldAt: number | null
  /** How severe it was when it was told last; null: not yet. */
  readonly toldAs: AlertSeverity | null
  readonly recoveredAt: number | null
  /** Nothing more will be told of it. */
  readonly isSettled: boolean
}

/** What is told: alerts of one rule that opened or recovered together are one notice. */
export type AlertNotice =
  | {
      readonly kind: 'opened' | 'recovered'
      readonly at: number
      /** Told before, and still so. */
      readonly isRepeat: boolean
      /** At least one, all of one rule. */
      readonly alerts: readonly [Alert, ...Alert[]]
    }
  | { readonly kind: 'test'; readonly at: number }

/** What was held back while it was quiet and is not over, be it of several rules. */
export interface HeldNotice {
  readonly kind: 'held'
  readonly at: number
  readonly alerts: readonly [Alert, ...Alert[]]
}
