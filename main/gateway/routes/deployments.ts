import { pipeline, type Readable } from 'node:stream'
import { FaultError } from '#contract/fault'
import {
  DeploymentLogQuery,
  DeploymentsQuery,
  HostActionBody,
  NewDeployment,
} from '#contract/http/deployments'
import type { DeploymentId, HostId } from '#contract/ids'
import type { Deployment, DeploymentAction, RolloutName } from '#contract/model/deployment'
import type { HostMethodChoice } from '#contract/model/host'
import { type Call, checked, parseJson } from '../call.ts'
import { deploymentJson } from '../deployment-json.ts'
import type { Route } from '../route.ts'

interface Wanted {
  readonly action: DeploymentAction
  readonly hosts: readonly HostId[]
  readonly strategy: RolloutName | 'auto'
  readonly batchSize: number | null
  readonly minReplicas: number | null
  readonly version: string | null
  readonly method: HostMethodChoice | null
  readonly breaksLock: boolean
}

interface Planned {
  readonly plan: string
  readonly commands: readonly {
    readonly step: string
    readonly words: string
    readonly script: string
    readonly asRoot: boolean
  }[]
}

/** The part of the deployments that their owner commands. */
export interface OwnedDeployments {
  /** The id of the host of this id or name; FaultError `host.unknown`. */
  hostNamed(idOrName: string): HostId
  start(wanted: Wanted): Promise<DeploymentId>
  plan(
    wanted: Wanted,
    signal: AbortSignal,
  ): Promise<{
    readonly deployment: Deployment
    readonly plans: readonly Planned[]
  }>
  list(page: {
    readonly before: number
    readonly limit: number
    readonly isDryRun: boolean
  }): readonly { readonly deployment: Deployment; readonly place: number }[]
  get(id: string): Deployment
  cancel(id: string): Promise<void>
  resume(id: string): Promise<void>
  log(id: string, form: 'text' | 'jsonl'): Readable
  breakLock(hostId: HostId, signal: AbortSignal): Promise<string | null>
}

/** `/api/deployments`, and what is done on one host. */
export function deployments(owned: OwnedDeployments): readonly Route[] {
  return [...onOneHost(owned), ...ofDeployments(owned), ...readDeployments(owned)]
}

const actions: Readonly<Record<string, DeploymentAction>> = {
  '/api/hosts/*/provision': 'provision',
  '/api/hosts/*/update': 'update',
  '/api/hosts/*/uninstall': 'uninstall',
  '/api/hosts/*/restart': 'restart',
  '/api/hosts/*/start': 'start',
  '/api/hosts/*/stop': 'stop',
  '/api/hosts/*/rotate-keys': 'rotate-keys',
  '/api/hosts/*/rotate-secret': 'rotate-secret',
  '/api/hosts/*/renew-certificates': 'renew-certificates',
}

function onOneHost(owned: OwnedDeployments): readonly Route[] {
  const routes = Object.entries(actions).map(([path, action]): Route => {
    return {
      method: 'POST',
      path,
      access: 'owner',
      async handle(call) {
        const hosts = [hostIn(owned, call)]
        const body = checked(HostActionBody, await bodyOrNone(call))
        await begin(owned, call, { ...body, hosts, action, strategy: 'Parallel' })
      },
    }
  })
  return [
    ...routes,
    {
      method: 'POST',
      path: '/api/hosts/*/break-lock',
      access: 'owner',
      async handle(call) {
        const owner = await owned.breakLock(hostIn(owned, call), call.goneSignal())
        call.answer(200, { broken: owner !== null, owner })
      },
    },
  ]
}

function ofDeployments(owned: OwnedDeployments): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/deployments',
      access: 'owner',
      handle: async call => begin(owned, call, await call.json(NewDeployment)),
    },
    {
      method: 'POST',
      path: '/api/deployments/*/cancel',
      access: 'owner',
      async handle(call) {
        const id = deploymentIn(call)
        await owned.cancel(id)
        call.answer(200, deploymentJson(owned.get(id)))
      },
    },
    {
      method: 'POST',
      path: '/api/deployments/*/resume',
      access: 'owner',
      async handle(call) {
        const id = deploymentIn(call)
        await owned.resume(id)
        call.answer(202, { deployment_id: id })
      },
    },
  ]
}

function readDeployments(owned: OwnedDeployments): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/deployments',
      access: 'owner',
      handle(call) {
        const { limit, cursor, dry_run: isDryRun } = call.query(DeploymentsQuery)
        const page = owned.list({ before: placeOf(cursor), limit: limit + 1, isDryRun })
        const shown = page.slice(0, limit)
        const last = shown.at(-1)
        call.answer(200, {
          deployments: shown.map(({ deployment }) => deploymentJson(deployment)),
          next_cursor: page.length > limit && last ? String(last.place) : null,
        })
      },
    },
    {
      method: 'GET',
      path: '/api/deployments/*/log',
      access: 'owner',
      handle(call) {
        const { format } = call.query(DeploymentLogQuery)
        const id = deploymentIn(call)
        const log = owned.log(id, format)
        const name = `${id}.${format === 'text' ? 'log' : 'jsonl'}`
        call.head(200, {
          'content-type': 'text/plain; charset=utf-8',
          'content-disposition': `attachment; filename="${name}"`,
        })
        if (call.request.method === 'HEAD') call.response.end()
        // One that leaves in the middle ends the reading.
        else pipeline(log, call.response, () => {})
      },
    },
    {
      method: 'GET',
      path: '/api/deployments/*',
      access: 'owner',
      handle: call => call.answer(200, deploymentJson(owned.get(call.rest('/api/deployments/')))),
    },
  ]
}

type Asked = Omit<NewDeployment, 'batch_size' | 'min_replicas'> &
  Partial<Pick<NewDeployment, 'batch_size' | 'min_replicas'>>

async function begin(owned: OwnedDeployments, call: Call, asked: Asked): Promise<void> {
  const wanted: Wanted = {
    action: asked.action,
    hosts: [...new Set(asked.hosts.map(owned.hostNamed))],
    strategy: asked.strategy,
    batchSize: asked.batch_size ?? null,
    minReplicas: asked.min_replicas ?? null,
    version: asked.version ?? null,
    method: asked.method ?? null,
    breaksLock: asked.break_lock,
  }
  if (!asked.dry_run) {
    call.answer(202, { deployment_id: await owned.start(wanted) })
    return
  }
  const { deployment, plans } = await owned.plan(wanted, call.goneSignal())
  const json = deploymentJson(deployment)
  const hosts = json.hosts.map((host, place) => {
    const { plan = '', commands = [] } = plans[place] ?? {}
    const listed = commands.map(({ asRoot, ...same }) => ({ ...same, as_root: asRoot }))
    return { ...host, plan, commands: listed }
  })
  call.answer(200, { ...json, hosts })
}

/** A body may be left out, with its type. */
async function bodyOrNone(call: Call): Promise<unknown> {
  const { headers } = call.request
  const isNone =
    headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0'
  return isNone ? {} : parseJson(await call.body())
}

function hostIn(owned: OwnedDeployments, call: Call): HostId {
  return owned.hostNamed(beforeLast(call, '/api/hosts/'))
}

const deploymentIn = (call: Call) => beforeLast(call, '/api/deployments/')

function beforeLast(call: Call, prefix: string): string {
  return call.rest(prefix).replace(/\/[^/]*$/, '')
}

function placeOf(cursor: string | undefined): number {
  if (cursor === undefined) return Number.MAX_SAFE_INTEGER
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor)
  const detail = 'cursor: the next_cursor of a page is expected'
  throw new FaultError({ code: 'request.malformed', detail, param: 'cursor' })
}
