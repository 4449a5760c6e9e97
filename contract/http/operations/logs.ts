import { LogLine } from '../../model/log-line.ts'
import { LogsPage, LogsQuery } from '../logs.ts'
import type { Operation } from '../operation.ts'

export const logSchemas = { LogLine, LogsPage } as const

/** All that was said, in one order: for the owner. */
export const logOperations = [
  {
    id: 'listLogs',
    method: 'get',
    path: '/api/logs',
    summary:
      'What the root node, its workers, deployments, events and the audit log say, the newest first.',
    access: 'secret',
    query: LogsQuery,
    answers: { 200: LogsPage },
  },
] as const satisfies readonly Operation[]
