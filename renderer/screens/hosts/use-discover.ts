import { useRef } from 'react'
import type { ListedHost } from '#contract/http/hosts'
import { useCallApi, useOutdate } from '../../state/use-api.ts'
import { useCommand } from '../../ui/use-command.ts'

/** Looks at hosts; can be ended early. Answers what was found, or null. */
export function useDiscover() {
  const api = useCallApi()
  const outdate = useOutdate()
  const command = useCommand()
  const end = useRef<AbortController | null>(null)

  async function discover(ids: readonly string[]): Promise<readonly ListedHost[] | null> {
    const stop = new AbortController()
    end.current = stop
    let found: readonly ListedHost[] | null = null
    await command.run(async () => {
      try {
        found = (await api('discoverHosts', { body: { hosts: [...ids] } }, stop.signal)).hosts
      } catch (failure) {
        if (!stop.signal.aborted) throw failure
      } finally {
        await outdate('listHosts')
      }
    })
    return found
  }

  return { ...command, discover, stop: () => end.current?.abort() }
}
