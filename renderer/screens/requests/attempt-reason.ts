import type { TFunction } from 'i18next'
import { WorkerId } from '#contract/ids'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import type { RequestDetail } from './request-detail.ts'

type Attempt = NonNullable<RequestDetail['attempts_detail']>[number]

/** Why an attempt failed, in the language of the window; what others said stays in their words. */
export function attemptReason(t: TFunction, attempt: Attempt): string | null {
  const { worker_id, error_code, detail } = attempt
  const known = WorkerId.safeParse(worker_id)
  if (!known.success || detail === null) return detail ?? error_code
  const workerId = known.data
  switch (error_code) {
    case 'worker.cut':
      return faultSentence(t, { code: 'worker.cut', workerId })
    case 'worker.silent': {
      const withinMs = Number(detail.match(/(\d+) ms/)?.[1] ?? Number.NaN)
      if (Number.isNaN(withinMs)) return detail
      return faultSentence(t, { code: 'worker.silent', workerId, withinMs })
    }
    case 'worker.unreachable': {
      const said = detail.match(/could not be reached: (.+)\.$/)?.[1]
      if (said === undefined) return detail
      return faultSentence(t, { code: 'worker.unreachable', workerId, detail: said })
    }
    default:
      return detail
  }
}
