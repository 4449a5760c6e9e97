import { type DeploymentAction, deploymentActions } from '../../model/deployment.ts'
import {
  AcceptedDeployment,
  BrokenLock,
  DeploymentLog,
  DeploymentLogQuery,
  DeploymentsQuery,
  HostActionBody,
  HostReplacement,
  ListedDeployment,
  ListedDeployments,
  LogMessage,
  NewDeployment,
  PlannedDeployment,
} from '../deployments.ts'
import type { Operation } from '../operation.ts'

export const deploymentSchemas = {
  AcceptedDeployment,
  BrokenLock,
  DeploymentLog,
  HostActionBody,
  HostReplacement,
  ListedDeployment,
  ListedDeployments,
  LogMessage,
  NewDeployment,
  PlannedDeployment,
} as const

/** Of the operation that does it to one host. */
const ids = {
  provision: 'provisionHost',
  update: 'updateHost',
  uninstall: 'uninstallHost',
  restart: 'restartHost',
  start: 'startHost',
  stop: 'stopHost',
  'rotate-keys': 'rotateKeysHost',
  'rotate-secret': 'rotateSecretHost',
  'renew-certificates': 'renewCertificatesHost',
} as const satisfies Record<DeploymentAction, string>

const summaries: Readonly<Record<DeploymentAction, string>> = {
  provision: 'Sets up a worker on a host: from bare to serving.',
  update: 'Brings another version of the worker; one that fails leaves the old one serving.',
  uninstall: 'Takes all that is ours away from a host.',
  restart: 'Starts the worker of a host anew.',
  start: 'Starts the worker of a host.',
  stop: 'Stops the worker of a host.',
  'rotate-keys': 'Changes the SSH keys of a host: the new ones are proven before the old ones go.',
  'rotate-secret': 'Changes the secret of a worker, without a request that fails.',
  'renew-certificates': 'Gives a worker that is reached by TLS new certificates, while it serves.',
}

const answers = { 200: PlannedDeployment, 202: AcceptedDeployment } as const

/** Work on hosts, and what became of it. */
export const deploymentOperations = [
  ...deploymentActions.map(action => ({
    id: ids[action],
    method: 'post' as const,
    path: `/api/hosts/{id}/${action}`,
    summary: summaries[action],
    access: 'secret' as const,
    body: HostActionBody,
    answers,
  })),
  {
    id: 'replaceHost',
    method: 'post',
    path: '/api/hosts/{id}/replace',
    summary: 'Sets up another host; when that serves, the worker on this one is uninstalled.',
    access: 'secret',
    body: HostReplacement,
    answers: { 202: AcceptedDeployment },
  },
  {
    id: 'breakHostLock',
    method: 'post',
    path: '/api/hosts/{id}/break-lock',
    summary: 'Takes the lock on a host away from whoever has it.',
    access: 'secret',
    answers: { 200: BrokenLock },
  },
  {
    id: 'startDeployment',
    method: 'post',
    path: '/api/deployments',
    summary: 'Works on several hosts.',
    access: 'secret',
    body: NewDeployment,
    answers,
  },
  {
    id: 'listDeployments',
    method: 'get',
    path: '/api/deployments',
    summary: 'The last deployments and those under way, the newest first; dry runs apart.',
    access: 'secret',
    query: DeploymentsQuery,
    answers: { 200: ListedDeployments },
  },
  {
    id: 'getDeployment',
    method: 'get',
    path: '/api/deployments/{id}',
    summary: 'One deployment: each host, each step, each check.',
    access: 'secret',
    answers: { 200: ListedDeployment },
  },
  {
    id: 'cancelDeployment',
    method: 'post',
    path: '/api/deployments/{id}/cancel',
    summary: 'Stops it, also inside a step; answers when it has ended.',
    access: 'secret',
    answers: { 200: ListedDeployment },
  },
  {
    id: 'resumeDeployment',
    method: 'post',
    path: '/api/deployments/{id}/resume',
    summary:
      'Runs it again on the hosts that are not well, or goes on to uninstall what it replaces.',
    access: 'secret',
    answers: { 202: AcceptedDeployment },
  },
  {
    id: 'getDeploymentLog',
    method: 'get',
    path: '/api/deployments/{id}/log',
    summary: 'Every command with what it printed, without secrets.',
    access: 'secret',
    query: DeploymentLogQuery,
    answers: { 200: DeploymentLog },
    answerType: 'text/plain',
  },
] as const satisfies readonly Operation[]
