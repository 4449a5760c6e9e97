import type { DeployedWorker, DeployStatus } from '#contract/http/deploy'
import { type HttpAnswer, http } from './http.ts'
import type { RunningProgram } from './processes.ts'

export async function deployStatus(root: RunningProgram): Promise<DeployStatus> {
  return (await http(`${root.url}/api/deploy/status`)).json
}

export function deploy(root: RunningProgram, action: string): Promise<HttpAnswer> {
  return http(`${root.url}/api/deploy/${action}`, { method: 'POST' })
}

export async function localWorker(root: RunningProgram, index = 0): Promise<DeployedWorker> {
  const worker = (await deployStatus(root)).workers[index]
  if (!worker) throw new Error(`there is no local worker ${index}`)
  return worker
}

/** The process of one that has one. */
export async function localPid(root: RunningProgram, index = 0): Promise<number> {
  const { pid, state } = await localWorker(root, index)
  if (pid === null) throw new Error(`local worker ${index} has no process: ${state}`)
  return pid
}
