import { usePlaceOf, usePlaces } from '../../state/place.ts'
import { AppPanel, QuietPanel } from './app-panel.tsx'
import { GroupPanel } from './group-panel.tsx'
import { nodeId } from './layout.ts'
import { ProviderPanel } from './provider-panel.tsx'
import { RootPanel } from './root-panel.tsx'
import { subjectOf } from './selection.ts'
import type { Graph } from './use-graph.ts'
import { WorkerPanel } from './worker-panel.tsx'

/** What is known of the thing that is selected; nothing where nothing is. */
export function TopologyPanel({ graph }: { readonly graph: Graph }) {
  const places = usePlaces()
  const place = usePlaceOf('topology')
  const onClose = () => places.select({ screen: 'topology' })
  const { apps, quiet, hosts, plan, providers } = graph
  const all = [...apps, ...quiet]
  const appName = (id: string) => all.find(app => app.id === id)?.name ?? id

  if (!place) return null
  const { workerId, part } = place
  if (workerId !== undefined) {
    return <WorkerPanel key={workerId} {...{ workerId, hosts, appName, onClose }} />
  }
  if (part === nodeId.root) return <RootPanel onClose={onClose} />
  if (part === nodeId.quiet) return <QuietPanel apps={quiet} onClose={onClose} />
  const app = all.find(({ id }) => id === subjectOf(part, 'app'))
  if (app) return <AppPanel key={app.id} {...{ app, appName, onClose }} />
  const provider = providers.find(name => name === subjectOf(part, 'provider'))
  if (provider) return <ProviderPanel key={provider} name={provider} onClose={onClose} />
  const group = plan.groups.find(({ key }) => key === subjectOf(part, 'group'))
  if (!group) return null
  return <GroupPanel key={group.key} {...{ group, hosts, onClose }} isCrowded={plan.isCrowded} />
}
