import { useEffect, useState } from 'react'
import { FaultError } from '#contract/fault'
import type { NewDeployment } from '#contract/http/deployments'
import type { AnswerOf } from '#contract/http/operations'
import { faultOf } from '../../state/fault-of.ts'
import { useCallApi } from '../../state/use-api.ts'

export type PlannedHosts = Extract<AnswerOf<'startDeployment'>, { hosts: unknown }>['hosts']

interface State {
  readonly data: PlannedHosts | undefined
  readonly error: FaultError | null
}

/** The plan for hosts, made once when it is opened: each time the machines are looked at. It ends when it is closed. */
export function usePlan(action: NewDeployment['action'], hostIds: readonly string[]) {
  const api = useCallApi()
  const [state, setState] = useState<State>({ data: undefined, error: null })
  const [round, setRound] = useState(0)
  const hosts = hostIds.join('\n')

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round is another plan
  useEffect(() => {
    const stop = new AbortController()
    const body = { hosts: hosts.split('\n'), action, dry_run: true }
    setState({ data: undefined, error: null })
    api('startDeployment', { body }, stop.signal).then(
      answer => {
        if (stop.signal.aborted || !('hosts' in answer)) return
        setState({ data: answer.hosts, error: null })
      },
      failure => {
        if (stop.signal.aborted) return
        setState({ data: undefined, error: new FaultError(faultOf(failure)) })
      },
    )
    return () => stop.abort()
  }, [api, action, hosts, round])

  return { ...state, refetch: () => setRound(before => before + 1) }
}
