import { type LogsPage, LogsQuery } from '#contract/http/logs'
import type { Route } from '../route.ts'

export type ReadLogs = (query: LogsQuery, signal: AbortSignal) => Promise<LogsPage>

/** `GET /api/logs`: all that was said, page by page from now on back. */
export function logs(read: ReadLogs): Route {
  return {
    method: 'GET',
    path: '/api/logs',
    access: 'owner',
    async handle(call) {
      const gone = call.goneSignal()
      try {
        call.answer(200, await read(call.query(LogsQuery), gone))
      } catch (failure) {
        if (!gone.aborted) throw failure
      }
    },
  }
}
