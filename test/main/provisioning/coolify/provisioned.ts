import type { Host } from '#contract/model/host'
import { coolifyPlan } from '#main/provisioning/coolify/coolify-plan'
import type { CoolifyPlanParts } from '#main/provisioning/coolify/plan-parts'
import type { PlanWish } from '#main/provisioning/plan'
import type { FakeCoolify } from '#test/fakes/coolify/fake-coolify'
import { aHost, openFake, partsOf } from './a-coolify.ts'
import { localSite } from './local-site.ts'
import { runSteps } from './run-steps.ts'

export const provision: PlanWish = { action: 'provision', version: null, method: null }
export const wish = (action: PlanWish['action'], version: string | null = null) => ({
  ...{ action, version, method: null },
})

/** How a host of this Coolify is after a plan left that there. */
export const after = (host: Host, version: string): Host => ({
  ...host,
  installed: { workerId: host.id, method: 'coolify', version, address: 'x', port: 3001, at: 1 },
})

/** What there is, by its names. */
export const inventory = ({ state }: FakeCoolify) => ({
  keys: state.keys.map(({ name }) => name),
  servers: state.servers.map(({ name, isUsable }) => [name, isUsable]),
  projects: state.projects.map(({ name }) => name),
  applications: state.applications.map(app => [app.name, app.container?.tag, state.statusOf(app)]),
})

export const serving = (version: string) => ({
  keys: ['banyan-coolify-h1'],
  servers: [['Frankfurt -1-', true]],
  projects: ['banyan'],
  applications: [['banyan-worker-h1', version, 'running:healthy']],
})

export async function provisioned(host: Host = aHost, change: Partial<CoolifyPlanParts> = {}) {
  const fake = await openFake()
  const site = localSite(host, fake)
  const parts = partsOf(fake, change)
  const plan = coolifyPlan(provision, host, parts)
  const ran = await runSteps(plan, site)
  return { fake, site, parts, plan, ran }
}

export function addServer(
  { state }: FakeCoolify,
  { ip, team, isUsable }: { ip: string; team: 'ours' | 'theirs'; isUsable: boolean },
): void {
  state.servers.push({
    ...{ uuid: 'srv-owner', name: 'The owner’s', description: '', ip, port: 22, user: 'root' },
    ...{ keyUuid: 'own', team, isUsable, isValidating: false, validationLogs: null },
  })
}
