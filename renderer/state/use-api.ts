import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { FaultError } from '#contract/fault'
import type { AnswerOf, OperationId } from '#contract/http/operations'
import type { ApiInput, CallApi } from './api.ts'

const ApiContext = createContext<CallApi | null>(null)

export const ApiProvider = ApiContext.Provider

export function useCallApi(): CallApi {
  const api = useContext(ApiContext)
  if (!api) throw new Error('drawn outside of the window')
  return api
}

interface Reading {
  /** Besides what events tell: how often, in milliseconds. */
  readonly everyMs?: number
  readonly isWanted?: boolean
}

/** What an operation answers, read again when an event says that it is outdated. The last answer stays while a new one is on its way. */
export function useApi<I extends OperationId>(
  operation: I,
  input: ApiInput<I> = {},
  { everyMs, isWanted = true }: Reading = {},
): UseQueryResult<AnswerOf<I>, FaultError> {
  const api = useCallApi()
  return useQuery<AnswerOf<I>, FaultError>({
    queryKey: [operation, input],
    queryFn: ({ signal }) => api(operation, input, signal),
    enabled: isWanted,
    placeholderData: before => before,
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
  })
}

/** Says that what these operations answer is outdated. */
export function useOutdate(): (...operations: readonly OperationId[]) => Promise<void> {
  const client = useQueryClient()
  return async (...operations) => {
    await Promise.all(
      operations.map(operation => client.invalidateQueries({ queryKey: [operation] })),
    )
  }
}
