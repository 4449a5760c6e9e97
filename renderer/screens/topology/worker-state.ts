import type { TFunction } from 'i18next'
import type { OfflineReason } from '#contract/model/offline-reason'
import type { Worker, WorkerOrigin, WorkerPhase } from '#contract/model/worker'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { longTime, measureText, timeLeft } from '../../i18n/figures.ts'
import type { Mark } from '../../ui/state-mark.tsx'
import { problemText } from './provider-words.ts'

export interface WorkerStateTexts {
  readonly mark: Mark
  /** What it is, and what happens next. */
  readonly words: string
  /** Why; empty when all is well. */
  readonly reasons: readonly string[]
}

/** One worker's state in shape and words. */
export function workerState(t: TFunction, worker: Worker, now: number): WorkerStateTexts {
  const problems = worker.providers
    .filter(({ problem }) => problem !== null)
    .map(report =>
      t('workers.problem', {
        provider: t(`provider.${report.name}`),
        problem: problemText(t, report),
      }),
    )
  const { phase } = worker
  switch (phase.name) {
    case 'starting':
      return {
        mark: 'starting',
        words: t('workers.starting'),
        reasons: [t('workers.startingNext')],
      }
    case 'degraded':
      return {
        mark: 'degraded',
        words: t('workers.degraded'),
        reasons: [t('workers.strainedNext'), ...problems],
      }
    case 'suspect':
      return { mark: 'degraded', words: t('workers.suspect'), reasons: [t('workers.suspectNext')] }
    case 'isolated':
      return {
        mark: 'degraded',
        words: t('workers.isolated'),
        reasons: [t('workers.isolatedNext')],
      }
    case 'maintenance':
      return {
        mark: 'resting',
        words: t('workers.maintenance'),
        reasons: [t('workers.maintenanceNext')],
      }
    case 'draining':
      return { mark: 'resting', words: t('workers.draining'), reasons: [t('workers.drainingNext')] }
    case 'healthy':
      return problems.length > 0
        ? { mark: 'degraded', words: t('workers.degraded'), reasons: problems }
        : { mark: 'healthy', words: t('workers.healthy'), reasons: [] }
    case 'offline':
      return {
        mark: 'offline',
        words: `${t('workers.offline')} · ${retryText(t, phase, now)}`,
        reasons: [
          offlineSentence(t, phase.reason, worker.origin),
          t('workers.offlineSince', { time: measureText(t, longTime(now - phase.since)) }),
        ],
      }
  }
}

function retryText(
  t: TFunction,
  { retryAt }: Extract<WorkerPhase, { name: 'offline' }>,
  now: number,
): string {
  if (retryAt === null) return t('workers.noRetry')
  if (retryAt <= now) return t('workers.retryNow')
  return t('workers.retryIn', { time: measureText(t, timeLeft(retryAt - now)) })
}

function offlineSentence(t: TFunction, reason: OfflineReason, origin: WorkerOrigin): string {
  switch (reason.kind) {
    case 'told':
      return reason.text
    case 'given-up': {
      const last = offlineSentence(t, reason.last, origin)
      return t('workers.away.given-up', { crashes: reason.crashes, last })
    }
    case 'host':
      // What the fault would say is for somebody who runs something there.
      if (reason.fault.code === 'host.cut') return t('workers.away.tunnelLost')
      return faultSentence(t, reason.fault).replace(/[.。]$/, '')
    case 'secret-differs':
      return t(`workers.away.${origin === 'host' ? 'secretOfHostDiffers' : 'secret-differs'}`)
    default:
      return t(`workers.away.${reason.kind}`, { ...reason })
  }
}
