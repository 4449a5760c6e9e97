import { useApi } from '../../state/use-api.ts'

/** What one worker did today, as far as it is known; null where it is not. */
export interface WorkerDay {
  readonly requests: number | null
  /** 0 to 1. */
  readonly servedShare: number | null
  readonly costUsd: number | null
  readonly tokens: number | null
  /** Over the last hour. */
  readonly firstTokenP95Ms: number | null
  /** The median of each minute of the last hour, the oldest first. */
  readonly firstTokens: readonly (number | null)[]
}

const everyMs = 10_000
const stepSeconds = 60

/** The one place that knows where the figures of a worker's day come from. */
export function useWorkerDay(workerId: string): WorkerDay {
  const today = dayOf(new Date())
  const usage = useApi(
    'getUsage',
    { query: { by: 'worker', from: today, to: today } },
    { everyMs },
  ).data
  const lastHour = { worker: workerId, step: stepSeconds }
  const hour = useApi('getMetricsSeries', { query: lastHour }, { everyMs }).data
  const row = usage?.rows.find(({ key }) => key === workerId)
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
    firstTokenP95Ms: hour?.total.first_token_p95_ms ?? null,
    firstTokens: hour?.columns.first_token_p50_ms ?? [],
  }
}

/** By the clock of this computer, as the root node counts days. */
export function dayOf(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
