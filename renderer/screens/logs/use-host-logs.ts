import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { faultOf } from '../../state/fault-of.ts'
import { useToasts } from '../../state/toasts.ts'
import { useCallApi } from '../../state/use-api.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { hostLogLines } from './host-log-lines.ts'
import type { LogStream } from './log-stream.ts'

const everyMs = 5_000
const lines = 500

/** Reads the logs of workers on these hosts there, again and again, into the stream. */
export function useHostLogs(stream: LogStream, hosts: readonly string[]): void {
  const { t } = useTranslation()
  const callApi = useCallApi()
  const toasts = useToasts()
  const names = useSeen(seen => seen.workers.map(({ id, hostName }) => `${hostName ?? ''}\n${id}`))

  useEffect(() => {
    if (hosts.length === 0) return
    const end = new AbortController()
    const said = new Set<string>()

    async function follow(host: string) {
      const workerId = names.find(name => name.startsWith(`${host}\n`))?.split('\n')[1] ?? host
      while (!end.signal.aborted) {
        try {
          const query = { lines }
          const text = await callApi('getWorkerLog', { path: { id: host }, query }, end.signal)
          stream.add(hostLogLines(workerId, host, String(text)))
          said.delete(host)
        } catch (failure) {
          if (end.signal.aborted) return
          if (!said.has(host)) toasts.warn(`${host}: ${faultSentence(t, faultOf(failure))}`)
          said.add(host)
        }
        await new Promise(done => setTimeout(done, everyMs))
      }
    }

    for (const host of hosts) void follow(host)
    return () => end.abort()
  }, [stream, hosts, names, callApi, toasts, t])
}
