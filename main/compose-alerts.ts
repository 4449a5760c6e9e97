import type { AlertNotice } from '#contract/model/alert'
import type { AlertRules } from '#contract/model/alert-rules'
import type { QuietRules } from '#contract/model/quiet-hours'
import type { Worker } from '#contract/model/worker'
import { Alerts } from './alerts/alerts.ts'
import { DiskWatch } from './alerts/disk-watch.ts'
import type { SeenIdle } from './alerts/seen.ts'
import { DesktopWay, type Notify } from './alerts/ways/desktop-way.ts'
import { LogWay } from './alerts/ways/log-way.ts'
import { QuietWay } from './alerts/ways/quiet-way.ts'
import { WebhookWay } from './alerts/ways/webhook-way.ts'
import { WorkerWatch } from './alerts/worker-watch.ts'
import type { Cleanup } from './base/cleanup.ts'
import type { Log } from './base/log.ts'
import type { AppParts } from './compose-apps.ts'
import type { Route } from './gateway/route.ts'
import { alerts as alertRoutes } from './gateway/routes/alerts.ts'
import { RecentRequests } from './observe/recent-requests.ts'
import type { RequestRecord } from './routing/routed-request.ts'
import type { ResolvedSettings } from './settings/resolved-settings.ts'
import type { alertShelf } from './store/alert-shelf.ts'

const minuteMs = 60_000

/** What outlives a stop of the root node. */
export interface AlertParts {
  readonly shelf: ReturnType<typeof alertShelf>
  /** Null where there is no window. */
  readonly notify: Notify | null
  /** When nothing is shown on the screen; looked at each time. */
  readonly quiet: () => QuietRules
  readonly dataFolder: string
  /** Hears of each notice, as `alert.opened` or `alert.recovered`. */
  readonly publish?: (type: string, subject: string, data: AlertNotice) => void
}

export interface AlertOptions extends AlertParts {
  readonly settings: ResolvedSettings
  readonly workers: () => readonly Worker[]
  readonly budgets: AppParts['budgets']
  readonly idle: () => readonly SeenIdle[]
  readonly log: Log
}

export interface RunningAlerts {
  /** To be told of each request when it is over. */
  record(record: RequestRecord): void
  /** What was served in the last minute. */
  lastMinute(): {
    readonly over_seconds: number
    readonly requests: number
    readonly first_token_p95_ms: number | null
  }
  readonly routes: readonly Route[]
  /** From now on it looks, every few seconds. */
  start(): void
}

/** Joins what alerts look at with the ways in which they are told. */
export function composeAlerts(options: AlertOptions, cleanup: Cleanup): RunningAlerts {
  const { settings, shelf, notify, quiet, dataFolder, publish, workers, budgets, idle, log } =
    options
  const { alertRules: rules, alertWebhookUrl: url, alertWebhookSecret: secret } = settings
  const recent = new RecentRequests(longestWindowMs(rules))
  const workerWatch = new WorkerWatch()
  const diskWatch = new DiskWatch(dataFolder)

  const webhook = new WebhookWay({ url, secret, log })
  cleanup.defer(() => webhook.close())
  const desktop = new QuietWay({
    way: new DesktopWay(notify),
    shelf,
    rules: quiet,
    onNotKept: cause => log.error('held alerts not written', { cause }),
  })
  cleanup.defer(() => desktop.close())
  const alerts = new Alerts({
    rules,
    shelf,
    ways: [new LogWay(log), desktop, webhook],
    look: at => ({
      at,
      workers: workerWatch.look(workers(), at),
      requests: overMs => recent.sum(overMs, at),
      budgets: budgets(),
      disk: diskWatch.look(),
      idle: idle(),
    }),
    log,
    onNotice: notice => {
      if (notice.kind !== 'test') {
        publish?.(`alert.${notice.kind}`, notice.alerts[0].facts.rule, notice)
      }
    },
  })

  return {
    record: record => recent.record(record),
    lastMinute() {
      const { counted, p95FirstTokenMs } = recent.sum(minuteMs, Date.now())
      const over = { over_seconds: minuteMs / 1_000 }
      return { ...over, requests: counted, first_token_p95_ms: p95FirstTokenMs }
    },
    routes: alertRoutes({ list: query => shelf.list(query), test: () => alerts.test() }),
    start() {
      desktop.start()
      alerts.start()
      cleanup.defer(() => alerts.close())
    },
  }
}

function longestWindowMs({ error_rate, latency }: AlertRules): number {
  return Math.max(minuteMs, error_rate?.overMs ?? 0, latency?.overMs ?? 0)
}
