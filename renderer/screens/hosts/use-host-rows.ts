import { useMemo } from 'react'
import { isOver } from '#contract/model/deployment'
import { useApi } from '../../state/use-api.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { type HostRow, hostState } from './host-state.ts'

/** All hosts with their workers and what is done on them; `reading` is the list itself. */
export function useHostRows() {
  const reading = useApi('listHosts')
  const deployments = useApi('listDeployments', { query: { limit: 50 } })
  const workers = useSeen(seen => seen.workers)
  const rows = useMemo(() => {
    const byId = new Map(workers.map(worker => [String(worker.id), worker]))
    const open = (deployments.data?.deployments ?? []).filter(each => !isOver(each))
    return (reading.data?.hosts ?? []).map((host): HostRow => {
      const worker = byId.get(host.installed?.worker_id ?? '')
      const deployment = open.find(each =>
        each.hosts.some(({ host_id, ...one }) => host_id === host.id && !isOver(one)),
      )
      const state = hostState(host, worker, deployment !== undefined)
      return { host, worker, deploymentId: deployment?.id ?? null, state }
    })
  }, [reading.data, deployments.data, workers])
  return { reading, deployments, rows }
}
