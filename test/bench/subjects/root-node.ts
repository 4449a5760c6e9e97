import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inProject } from '#tools/project'
import { printedPorts, startProcess } from '../bench-process.ts'
import { type Subject, subject } from './subject.ts'

const readyWithinMs = 30_000

interface RootOptions {
  readonly name: string
  readonly workerUrls: readonly string[]
  /** Its data goes below. */
  readonly folder: string
  /** Settings beside the usual ones. */
  readonly environment?: Readonly<Record<string, string>>
}

/** As it is started on a server, with accounts and history on; answers when all its workers are healthy. */
export async function startRootNode({
  name,
  workerUrls,
  folder,
  environment = {},
}: RootOptions): Promise<Subject> {
  const data = join(folder, name.replaceAll(/\W+/g, '-'))
  mkdirSync(data)
  const process = await startProcess({
    args: [inProject('dist', 'headless.mjs'), '--headless'],
    environment: {
      ROOT_NODE_PORT: '0',
      WORKERS: workerUrls.join(','),
      LOCAL_WORKER: 'false',
      DATA_DIR: data,
      ...environment,
    },
    portsIn: printedPorts,
  })
  await untilHealthy(process.url, workerUrls.length)
  return subject(name, process)
}

export async function untilHealthy(url: string, workers: number): Promise<void> {
  const until = Date.now() + readyWithinMs
  for (;;) {
    const answer = await (await fetch(`${url}/health`)).text()
    if (answer.includes(`"healthy":${workers}`)) return
    if (Date.now() > until) throw new Error(`the workers are not healthy: ${answer}`)
    await pause(100)
  }
}
