import { FaultError } from '#contract/fault'
import { WorkerLogQuery } from '#contract/http/worker-log'
import type { Route } from '../route.ts'

/** Reads the log of a host's worker, line by line; resolves at its end. */
export type ReadWorkerLog = (
  host: string,
  wish: { readonly lines: number; readonly isFollowing: boolean },
  hear: (line: string) => void,
  signal: AbortSignal,
) => Promise<void>

/** A reader that does not keep up with a log of this length is cut off. */
const mostWaitingBytes = 4_194_304

/** `GET /api/hosts/{id}/log`: what the worker on a host wrote, and with `follow` what it writes. */
export function workerLog(read: ReadWorkerLog): Route {
  return {
    method: 'GET',
    path: '/api/hosts/*/log',
    access: 'owner',
    async handle(call) {
      const { lines, follow } = call.query(WorkerLogQuery)
      const { response } = call
      const gone = call.goneSignal()
      const begin = () => {
        if (response.headersSent) return
        call.head(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
      }
      const hear = (line: string) => {
        begin()
        if (response.writableLength > mostWaitingBytes) response.destroy()
        else response.write(`${line}\n`)
      }
      const host = call.rest('/api/hosts/').replace(/\/log$/, '')
      try {
        await read(host, { lines, isFollowing: follow }, hear, gone)
        begin()
        response.end()
      } catch (failure) {
        if (gone.aborted) return
        if (!response.headersSent) throw failure
        const reason = failure instanceof FaultError ? failure.message : 'the log was cut off'
        response.end(`-- ${reason}\n`)
      }
    },
  }
}
