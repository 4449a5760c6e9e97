import { join } from 'node:path'
import type { Cleanup } from '#main/base/cleanup'
import { cores, jsonPorts, startProcess } from '../bench-process.ts'
import { startNginx } from './nginx.ts'
import { startPortkey } from './portkey.ts'
import { startRootNode } from './root-node.ts'
import { type Candidate, type Subject, subject } from './subject.ts'

export const bareWorker = 'bare worker'
export const bareProxy = 'bare Node proxy'
export const rootNode = 'root node'

const program = (name: string) => join(import.meta.dirname, name)

/** Starts one canned worker and, before it, everything that is compared; ours must start, a stranger may be missing. */
export async function openSubjects(
  folder: string,
  cleanup: Cleanup,
): Promise<readonly Candidate[]> {
  const candidates: Candidate[] = []
  const add = (candidate: Candidate) => {
    if (candidate.kind === 'here') cleanup.defer(() => candidate.subject.process.stop())
    candidates.push(candidate)
  }
  const here = (found: Subject): Candidate => ({ kind: 'here', subject: found })

  const worker = await startCannedWorkers(1)
  add(here(subject(bareWorker, worker)))
  const surroundings = { workerUrl: worker.url, folder }
  const proxy = await startProcess({
    args: [program('bare-proxy.ts')],
    environment: { UPSTREAM: worker.url },
    portsIn: jsonPorts,
  })
  add(here(subject(bareProxy, proxy)))
  add(await startNginx(surroundings))
  add(await startPortkey(surroundings))
  add(here(await startRootNode({ name: rootNode, workerUrls: [worker.url], folder })))
  return candidates
}

/** So many workers in one process, each on a port of its own, on the core of the load. */
export const startCannedWorkers = (count: number) =>
  startProcess({
    args: [program('canned-worker.ts')],
    environment: { BENCH_WORKERS: String(count) },
    portsIn: jsonPorts,
    core: cores.others,
  })
