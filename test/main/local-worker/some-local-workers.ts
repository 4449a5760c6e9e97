import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { WorkerId } from '#contract/ids'
import type { DeployEvent, LocalWorkerState } from '#contract/model/local-workers'
import type { Cleanup } from '#main/base/cleanup'
import type { Log, LogFields } from '#main/base/log'
import { childProcessLauncher } from '#main/local-worker/child-process'
import { type LocalPace, usualPace } from '#main/local-worker/crash-record'
import type { Preparation } from '#main/local-worker/local-steps'
import { LocalWorkers } from '#main/local-worker/local-workers'

/** What a worker's process does, as a program for Node. */
export const programs = {
  good: `
    process.on('SIGTERM', () => process.exit(0))
    console.log(JSON.stringify({ level: 'info', event: 'hello', worker: 'somebody else' }))
    console.log('plain words of ' + process.env.NAME)
    process.send({ type: 'listening', port: 4000 })
    setInterval(() => {}, 1000)`,
  crashing: 'process.exit(3)',
  refusing: `process.send({ type: 'failed', reason: 'no key' }, () => process.exit(1))`,
  mute: 'setInterval(() => {}, 1000)',
} as const

export const quickPace: LocalPace = {
  ...usualPace,
  restart: { firstMs: 20, mostMs: 40 },
  hungAfterMs: 100,
  readyWithinMs: 10_000,
}

export interface SomeLocalWorkers {
  readonly local: LocalWorkers
  /** What the fleet was told, in order. */
  readonly told: readonly (readonly [name: string, ...facts: unknown[]])[]
  readonly events: readonly DeployEvent[]
  readonly lines: readonly { readonly event: string; readonly fields: LogFields | undefined }[]
  state(index?: number): LocalWorkerState
  /** Waits until the first worker has been through these states, in this order, since the events were counted. */
  been(from: number, ...names: readonly LocalWorkerState['name'][]): Promise<void>
}

/** Real processes, and a fleet that finds every address healthy at once. */
export function someLocalWorkers(
  cleanup: Cleanup,
  program: keyof typeof programs,
  {
    count = 1,
    pace = quickPace,
    prepare = async () => 'ready',
  }: { count?: number; pace?: LocalPace; prepare?: Preparation['prepare'] } = {},
): SomeLocalWorkers {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-test-'))
  cleanup.defer(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'program.mjs')
  writeFileSync(file, programs[program])

  const told: (readonly [string, ...unknown[]])[] = []
  const events: DeployEvent[] = []
  const lines: { event: string; fields: LogFields | undefined }[] = []
  const local = new LocalWorkers({
    ids: Array.from({ length: count }, (_, index) => WorkerId.parse(`local-${index + 1}`)),
    launch: childProcessLauncher(file),
    preparation: {
      prepare,
      variables: id => ({ PATH: process.env['PATH'] ?? '', NAME: id }),
    },
    fleet: {
      listens(id, url) {
        told.push(['listens', id, url])
        local.hear(id, { name: 'healthy', since: 0 })
      },
      leaves: (id, reason) => void told.push(['leaves', id, reason]),
      expected: id => void told.push(['expected', id]),
      away: (id, reason, retryAt) => void told.push(['away', id, reason, retryAt]),
    },
    pace,
    log: logInto(lines),
  })
  cleanup.defer(() => local.close())
  local.onProgress(event => events.push(event))

  const state = (index = 0): LocalWorkerState =>
    local.status.workers[index]?.state ?? { name: 'stopped' }
  const been: SomeLocalWorkers['been'] = (from, ...names) => {
    const states = () =>
      events
        .slice(from)
        .flatMap(event =>
          event.type === 'worker' && event.workerId === 'local-1' ? [event.state.name] : [],
        )
    return expect.poll(states, { timeout: 15_000 }).toEqual(names)
  }
  return { local, told, events, lines, state, been }
}

/** Of one that has a process. */
export function pidOf(state: LocalWorkerState): number {
  if (!('pid' in state) || state.pid === null) throw new Error(`no process: ${state.name}`)
  return state.pid
}

function logInto(lines: { event: string; fields: LogFields | undefined }[]): Log {
  const write = (event: string, fields?: LogFields) => void lines.push({ event, fields })
  const log: Log = { error: write, warn: write, info: write, debug: write, with: () => log }
  return log
}
