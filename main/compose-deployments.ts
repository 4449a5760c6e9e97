import { mkdirSync } from 'node:fs'
import type { LogMessage } from '#contract/http/deployments'
import type { DeploymentId } from '#contract/ids'
import type { Host } from '#contract/model/host'
import type { Cleanup } from './base/cleanup.ts'
import type { Route } from './gateway/route.ts'
import {
  deployments as deploymentRoutes,
  type OwnedDeployments,
} from './gateway/routes/deployments.ts'
import type { DeploymentPace, DeploymentsAround } from './provisioning/deployments/around.ts'
import { usualChecks } from './provisioning/deployments/checks.ts'
import { Deployments } from './provisioning/deployments/deployments.ts'
import { withoutKeys } from './provisioning/deployments/key-blocks.ts'
import { lockRenewalMs } from './provisioning/deployments/lock-commands.ts'
import type { LogLine } from './provisioning/deployments/log-lines.ts'
import { usualReconnects } from './provisioning/deployments/reconnecting.ts'
import type { DeploymentRequest } from './provisioning/deployments/request.ts'
import { lockOwner } from './provisioning/deployments/root-id.ts'
import { deploymentShelf } from './store/deployment-shelf.ts'
import type { OpenDatabase } from './store/open-database.ts'

export interface DeploymentSurroundings
  extends Omit<DeploymentsAround, 'owner' | 'pace' | 'onLines'> {
  readonly database: OpenDatabase
  /** To those that follow a deployment over `/ws`. */
  readonly tellLog: (message: LogMessage) => void
  /** FaultError `host.unknown`. */
  readonly hostNamed: (idOrName: string) => Host
  readonly pace?: DeploymentPace
}

export interface DeploymentParts {
  readonly deployments: Deployments
  readonly routes: readonly Route[]
}

const usualPace: DeploymentPace = {
  reconnects: usualReconnects,
  checks: usualChecks,
  lockEveryMs: lockRenewalMs,
}

/** Joins deployments to what they are kept in and how they are asked for; tells of those that were broken off. */
export async function composeDeployments(
  surroundings: DeploymentSurroundings,
  cleanup: Cleanup,
): Promise<DeploymentParts> {
  const { database, tellLog, hostNamed, pace = usualPace, redact, folder, ...rest } = surroundings
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const deployments = new Deployments(deploymentShelf<DeploymentRequest>(database), {
    ...rest,
    ...{ folder, pace, owner: lockOwner(folder) },
    redact: text => redact(withoutKeys(text)),
    onLines: (id, lines) => tellLog(logMessage(id, lines)),
  })
  cleanup.defer(() => deployments.close())
  await deployments.recover()
  return { deployments, routes: deploymentRoutes(owned(deployments, hostNamed)) }
}

function owned(
  deployments: Deployments,
  hostNamed: DeploymentSurroundings['hostNamed'],
): OwnedDeployments {
  return {
    hostNamed: idOrName => hostNamed(idOrName).id,
    start: request => deployments.start(request),
    plan: (request, signal) => deployments.plan(request, signal),
    list: page => deployments.list(page),
    get: id => deployments.get(id),
    cancel: id => deployments.cancel(id),
    resume: id => deployments.resume(id),
    log: (id, form) => deployments.log(id, form),
    breakLock: (hostId, signal) => deployments.breakLock(hostId, signal),
  }
}

function logMessage(id: DeploymentId, lines: readonly LogLine[]): LogMessage {
  return {
    type: 'log',
    deployment_id: id,
    lines: lines.map(({ at, hostId, ...line }) => ({
      ...line,
      at: new Date(at).toISOString(),
      host_id: hostId,
    })),
  }
}
