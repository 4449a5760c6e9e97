import { useState } from 'react'
import type { AnswerOf } from '#contract/http/operations'
import { useApi } from '../../state/use-api.ts'

type ListedRequest = AnswerOf<'listRequests'>['requests'][number]

const lookEveryMs = 2_000

/** The first request from outside since this is shown; with an app, one of that app only. */
export function useHeard(appId: string | null): ListedRequest | null {
  const [since] = useState(() => Date.now())
  const query = { limit: 10, ...(appId === null ? {} : { app: appId }) }
  const { data } = useApi('listRequests', { query }, { everyMs: lookEveryMs })
  return data ? firstHeard(data.requests, since) : null
}

/** What the window itself asks comes from no app. */
export function firstHeard(
  requests: readonly ListedRequest[],
  since: number,
): ListedRequest | null {
  return requests.find(({ at, route }) => route !== 'window' && Date.parse(at) >= since) ?? null
}
