import { useCallback, useEffect, useRef, useState } from 'react'
import type { RequestFilters } from '../../state/request-filters.ts'
import { useApi, useCallApi, useOutdate } from '../../state/use-api.ts'
import { emptyList, type RequestList, withNewest, withOlder } from './request-list.ts'

const pageSize = 100
/** Also where nothing is told of the requests that are over. */
const againMs = 3_000
const gatherMs = 250

/** The requests that fit, read again while it is shown, and further back as one scrolls. */
export function useRequestList(filters: RequestFilters) {
  const call = useCallApi()
  const outdate = useOutdate()
  const query = { ...filters, limit: pageSize }
  const reading = useApi('listRequests', { query }, { everyMs: againMs })
  const key = JSON.stringify(filters)
  const [held, setHeld] = useState<{ readonly key: string; readonly list: RequestList }>({
    key,
    list: emptyList,
  })
  const list = held.key === key ? held.list : emptyList
  const isReadingOn = useRef(false)
  const gathering = useRef<ReturnType<typeof setTimeout>>(undefined)
  const { data, isPlaceholderData } = reading

  useEffect(() => {
    if (!data || isPlaceholderData) return
    setHeld(before => {
      const next = withNewest(before.key === key ? before.list : emptyList, data)
      return before.key === key && next === before.list ? before : { key, list: next }
    })
  }, [data, isPlaceholderData, key])
  useEffect(() => () => clearTimeout(gathering.current), [])

  /** Reads on where the list ends. */
  async function readOn(): Promise<void> {
    const { cursor } = list
    if (cursor === null || isReadingOn.current) return
    isReadingOn.current = true
    try {
      const page = await call('listRequests', { query: { ...query, cursor } })
      setHeld(before => (before.key === key ? { key, list: withOlder(before.list, page) } : before))
    } catch {
      // The next scroll tries again; what is wrong with the root node the newest page says.
    } finally {
      isReadingOn.current = false
    }
  }

  /** Some are over: of many in a short time they are read once. */
  // biome-ignore lint/correctness/useExhaustiveDependencies: it does the same for as long as the window is open
  const readNewest = useCallback(() => {
    clearTimeout(gathering.current)
    gathering.current = setTimeout(() => void outdate('listRequests'), gatherMs)
  }, [])

  return { list, reading, readOn, readNewest }
}
