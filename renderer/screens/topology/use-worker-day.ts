import { useApi } from '../../state/use-api.ts'
import { percentile } from './percentile.ts'

/** What one worker did today, as far as it is known; null where it is not. */
export interface WorkerDay {
  readonly requests: number | null
  /** 0 to 1. */
  readonly servedShare: number | null
  readonly costUsd: number | null
  readonly tokens: number | null
  /** Over its last requests. */
  readonly firstTokenP95Ms: number | null
  /** Of its last requests, the oldest first. */
  readonly firstTokens: readonly (number | null)[]
}

const everyMs = 10_000
const shownPoints = 60

/** The one place that knows where the figures of a worker's day come from. */
export function useWorkerDay(workerId: string): WorkerDay {
  const today = dayOf(new Date())
  const usage = useApi(
    'getUsage',
    { query: { by: 'worker', from: today, to: today } },
    { everyMs },
  ).data
  const last = useApi('listRequests', { query: { worker: workerId, limit: 200 } }, { everyMs }).data
  const row = usage?.rows.find(({ key }) => key === workerId)
  const times = (last?.requests ?? []).map(({ first_token_ms: ms }) => ms)
  const none = { requests: null, costUsd: null, tokens: null, servedShare: null }
  const sums = usage
    ? {
        requests: row?.requests ?? 0,
        costUsd: row?.cost_usd ?? 0,
        tokens: row ? row.prompt_tokens + row.completion_tokens : 0,
        servedShare: row && row.requests > 0 ? 1 - row.failed / row.requests : null,
      }
    : none
  return {
    ...sums,
    firstTokenP95Ms: percentile(
      times.filter(ms => ms !== null),
      0.95,
    ),
    firstTokens: times.slice(0, shownPoints).toReversed(),
  }
}

/** By the clock of this computer, as the root node counts days. */
export function dayOf(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
