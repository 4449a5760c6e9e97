import { deployActions } from '../../model/local-workers.ts'
import { DeployedWorker, DeployOutcome, DeployStatus, DeployStep } from '../deploy.ts'
import type { Operation } from '../operation.ts'

export const deploySchemas = { DeployStatus, DeployOutcome, DeployStep, DeployedWorker } as const

const summaries = {
  start: 'Starts the local workers that do not run.',
  stop: 'Stops the local workers; requests in flight may finish for 10 s.',
  restart: 'Stops the local workers and starts them, also those that were given up.',
  reinstall: 'The same, with what they need made anew.',
} as const

export const deployOperations = [
  {
    id: 'getDeployStatus',
    method: 'get',
    path: '/api/deploy/status',
    summary: 'Where the local workers stand, and what is done with them.',
    access: 'secret',
    answers: { 200: DeployStatus },
  },
  ...deployActions.map(action => ({
    id: `${action}LocalWorkers` as const,
    method: 'post' as const,
    path: `/api/deploy/${action}`,
    summary: summaries[action],
    access: 'secret' as const,
    answers: { 200: DeployOutcome },
  })),
] as const satisfies readonly Operation[]
