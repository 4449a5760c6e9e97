import type { Host } from '#contract/model/host'
import type { HostVerdict } from '#contract/model/host-facts'
import { Secret } from '#main/base/secret'
import type { Plan, PlanWish } from '#main/provisioning/plan'
import { openPlanner } from '#main/provisioning/planner'
import { WorkerArchives } from '#main/provisioning/transfer/worker-archives'
import { workerSupply } from '#main/provisioning/transfer/worker-supply'
import { aTold } from '#test/fakes/a-told'
import { aHost, seen } from './a-host.ts'
import { KeptHosts } from './kept-hosts.ts'

export const installed = {
  workerId: aHost.id,
  method: 'plain',
  version: '1.0.0',
  address: '127.0.0.1',
  port: 3005,
  at: 0,
} as const
const secrets = {
  adminKey: new Secret('secret-admin'),
  tunnelKey: new Secret('secret-tunnel'),
  workerSecret: new Secret('secret-worker-0123'),
}

/** The plan for a host whose user has given all that it needs; it asks no host anything. */
export function planFor(
  wish: Partial<PlanWish>,
  change: Partial<Host> = {},
  verdict: HostVerdict = seen(),
  isHardened = false,
): Promise<Plan> {
  const host = { ...aHost, ...change }
  const nothing = async () => aTold('')
  const planner = openPlanner({
    hosts: new KeptHosts(host, secrets),
    supply: { ...workerSupply(new WorkerArchives([]), 'nowhere'), newest: async () => '1.2.0' },
    keys: {
      generate: () => new Secret('secret-new'),
      publicLine: () => 'ssh-ed25519 AAAA',
    },
    proofs: { login: async () => {}, tunnel: async () => {} },
    reach: { rootToWorker: nothing, workerToRoot: nothing },
    workerSettings: () => ({ OPENAI_API_KEY: 'secret-model' }),
    onSecretChanged: async () => {},
    tlsFiles: () => Promise.reject(new Error('none')),
    isHardened: () => isHardened,
    coolifyPlan: async () => ({
      ...{ method: 'coolify', version: null, steps: [], checks: [], leaves: null },
    }),
  })
  return planner.plan({ action: 'provision', version: null, method: null, ...wish }, host, verdict)
}
