import { useEffect, useState } from 'react'
import type { LogMessage } from '#contract/http/deployments'
import type { DeploymentId } from '#contract/ids'
import { useCallApi } from '../../state/use-api.ts'
import { useWindowState } from '../../state/use-window-state.ts'
import { readLines, type ShownLine, withPushed } from './log-lines.ts'

/** The log of a deployment: what is written so far, and each line as it is pushed. `round` reads it anew. */
export function useDeploymentLog(
  deploymentId: DeploymentId,
  round: string,
): readonly ShownLine[] | null {
  const api = useCallApi()
  const state = useWindowState()
  const [lines, setLines] = useState<readonly ShownLine[] | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round may have lines that no push brought
  useEffect(() => {
    const stop = new AbortController()
    const waiting: LogMessage['lines'] = []
    let isRead = false
    const follow = (isOn: boolean) =>
      void state.ask('deployment.follow', { deploymentId, isOn }).catch(() => {})
    const stopListening = state.onChanges(changes => {
      for (const change of changes) {
        if (change.type !== 'deployment.log') continue
        if (change.message.deployment_id !== deploymentId) continue
        const pushed = change.message.lines
        if (isRead) setLines(before => withPushed(before ?? [], pushed))
        else waiting.push(...pushed)
      }
    })
    // Followed first and read then, so that nothing falls between.
    follow(true)
    const input = { path: { id: deploymentId }, query: { format: 'jsonl' } } as const
    api('getDeploymentLog', input, stop.signal).then(
      text => {
        isRead = true
        setLines(withPushed(readLines(text), waiting))
      },
      () => {
        isRead = true
        setLines(before => before ?? [])
      },
    )
    return () => {
      stop.abort()
      stopListening()
      follow(false)
    }
  }, [api, state, deploymentId, round])

  return lines
}
