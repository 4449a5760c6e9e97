import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { FaultError } from '#contract/fault'
import type { HostId } from '#contract/ids'
import { type Deployment, isOver } from '#contract/model/deployment'
import type { Host, Installed } from '#contract/model/host'
import { silentLog } from '#main/base/log'
import type { DeploymentsAround } from '#main/provisioning/deployments/around'
import { Deployments } from '#main/provisioning/deployments/deployments'
import type { DeploymentRequest } from '#main/provisioning/deployments/request'
import type { HostChange } from '#main/provisioning/hosts'
import type { HostCheck } from '#main/provisioning/plan'
import type { Step } from '#main/provisioning/step'
import { deploymentShelf } from '#main/store/deployment-shelf'
import type { OpenDatabase } from '#main/store/open-database'
import { tempDatabase, tempFolder } from '../../store/temp-database.ts'
import { type ScriptedHost, scriptedStep } from './scripted-host.ts'

interface House {
  readonly stepsOf?: (host: ScriptedHost) => readonly Step[]
  readonly checksOf?: (host: ScriptedHost) => readonly HostCheck[]
  readonly database?: OpenDatabase
  readonly folder?: string
  readonly around?: Partial<DeploymentsAround>
}

/** Deployments over scripted hosts, with a real database; `told` is all that others hear. */
export async function openDeployments(scripted: readonly ScriptedHost[], house: House = {}) {
  const { stepsOf = twoSteps, checksOf = () => [] } = house
  const database = house.database ?? (await tempDatabase())
  const folder = house.folder ?? tempFolder()
  const shelf = deploymentShelf<DeploymentRequest>(database)
  const told: string[] = []
  const lines: string[] = []
  const records = new Map<HostId, Host>(scripted.map(({ host }) => [host.id, host]))
  const hostOf = (id: string) => {
    const found = scripted.find(({ host }) => host.id === id)
    if (!found) throw new FaultError({ code: 'host.unknown', host: id })
    return found
  }
  const get = (id: HostId) => records.get(id) ?? hostOf(id).host
  const around: DeploymentsAround = {
    hosts: {
      get,
      async change(id: HostId, change: HostChange) {
        const changed = { ...get(id), ...change }
        records.set(id, changed)
        return changed
      },
    },
    links: { open: async id => hostOf(id).open() },
    planner: {
      plan: async ({ action }, host) => ({
        method: 'plain',
        version: '1.0.0',
        steps: stepsOf(hostOf(host.id)),
        checks: checksOf(hostOf(host.id)),
        leaves: action === 'uninstall' ? null : { ...leaves, workerId: host.id },
      }),
    },
    discover: async () => ({ name: 'unseen', problems: [] }),
    traffic: {
      drain: async id => void told.push(`drain ${id}`),
      leave: async id => void told.push(`leave ${id}`),
      undrain: async id => void told.push(`undrain ${id}`),
      onInstalled: async host => void told.push(`installed ${host.id}`),
      onUninstalled: async host => void told.push(`uninstalled ${host.id}`),
    },
    owner: { rootId: 'r1', who: 'me@home' },
    redact: text => text.replaceAll('hunter2', '[secret]'),
    publish: (type, _subject, { status }) => {
      if (type === 'deployment.ended') told.push(`ended ${status}`)
    },
    note: async (action, subject) => {
      if (action === 'host.lock-broken') told.push(`broken ${subject}`)
    },
    onLines: (_, more) => lines.push(...more.map(({ text }) => text)),
    folder,
    log: silentLog,
    pace: {
      reconnects: { firstMs: 1, mostMs: 1 },
      checks: { settleMs: 0, everyMs: 5, gateMs: 20 },
      lockEveryMs: 20,
    },
    ...house.around,
  }
  const deployments = new Deployments(shelf, around)
  onTestFinished(() => deployments.close())
  return {
    deployments,
    around,
    ...{ database, folder, shelf, told, lines, hostRecord: get },
    logText: (id: string) => readFileSync(join(folder, `${id}.jsonl`), 'utf8'),
    /** Resolves when it is over. */
    async over(id: string): Promise<Deployment> {
      for (;;) {
        const deployment = deployments.get(id)
        if (isOver(deployment) && shelf.unfinished().length === 0) return deployment
        await new Promise(resolve => setTimeout(resolve, 5))
      }
    },
  }
}

export const asked = (hosts: readonly ScriptedHost[], more: Partial<DeploymentRequest> = {}) => ({
  ...({ action: 'provision', hosts: hosts.map(({ host }) => host.id), strategy: 'auto' } as const),
  ...{ batchSize: null, minReplicas: null, version: null, method: null, breaksLock: false },
  ...more,
})

/** The end of each host, in one line. */
export const endsOf = ({ status, hosts }: Deployment) => [
  status,
  ...hosts.map(host => `${host.hostId} ${host.status}`),
]

export const leaves: Omit<Installed, 'at'> = {
  ...{ workerId: 'h', method: 'plain', version: '1.0.0' },
  ...{ address: '127.0.0.1', port: 8787 },
}

const twoSteps = (host: ScriptedHost) => [scriptedStep(host, 'a'), scriptedStep(host, 'b')]
