import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cleanup } from '#main/base/cleanup'

const dist = join(import.meta.dirname, '../../dist')

/** A program of ours, running for real. */
export interface RunningProgram {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** What it printed so far. */
  output(): string
  /** As when its terminal is closed, or the pipe behind it. */
  closeOutput(): void
  signal(signal: NodeJS.Signals): void
  /** The exit code; null when a signal ended it. */
  readonly exited: Promise<number | null>
}

type Environment = Readonly<Record<string, string>>

/** No key, no Ollama and no setting of whoever runs the tests gets in. */
const bare: Environment = {
  PATH: process.env['PATH'] ?? '',
  HOME: tmpdir(),
  MODEL_PROVIDER: 'demo',
}

interface StartOptions {
  readonly flags?: readonly string[]
  /** A program that in turn starts the root node, as its last arguments say. */
  readonly launcher?: readonly string[]
}

/** Runs the root node's program to its end. */
export function runRoot(
  environment: Environment,
  flags: readonly string[],
): Promise<{ readonly exitCode: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [join(dist, 'headless.mjs'), ...flags], {
    env: { ...bare, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece: Buffer) => {
      output += piece.toString('utf8')
    })
  }
  return new Promise(resolve => child.once('close', exitCode => resolve({ exitCode, output })))
}

/** A root node on a free port, with a data folder of its own. */
export function startRoot(
  cleanup: Cleanup,
  environment: Environment = {},
  { flags = [], launcher = [] }: StartOptions = {},
): Promise<RunningProgram> {
  return start(
    cleanup,
    [...launcher, process.execPath, join(dist, 'headless.mjs'), ...flags],
    { ROOT_NODE_PORT: '0', DATA_DIR: temporaryFolder(cleanup), ...environment },
    line => /^Root node +http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1],
  )
}

/** A worker on a free port, or on the one of `WORKER_PORT`. */
export function startWorker(
  cleanup: Cleanup,
  environment: Environment = {},
): Promise<RunningProgram> {
  return start(
    cleanup,
    [process.execPath, join(dist, 'worker.mjs')],
    { WORKER_PORT: '0', ...environment },
    line => /"event":"worker listening".*"address":"127\.0\.0\.1:(\d+)"/.exec(line)?.[1],
  )
}

export function temporaryFolder(cleanup: Cleanup): string {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-test-'))
  cleanup.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

/** Asks again and again until the answer is there; throws the last failure after the limit. */
export async function eventually<T>(withinMs: number, look: () => Promise<T>): Promise<T> {
  const until = Date.now() + withinMs
  for (;;) {
    try {
      return await look()
    } catch (failure) {
      if (Date.now() > until) throw failure
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }
}

/** Whether a process lives; one that waits to be reaped does not. */
export function isAlive(pid: number): boolean {
  try {
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0]
    return state !== 'Z' && state !== 'X'
  } catch {
    return false
  }
}

/** In megabytes, as the system counts. */
export function memoryOf(pid: number): number {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(text)?.[1]) / 1_000
}

async function start(
  cleanup: Cleanup,
  [command = '', ...args]: readonly string[],
  environment: Environment,
  portIn: (line: string) => string | undefined,
): Promise<RunningProgram> {
  const child = spawn(command, args, {
    env: { ...bare, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece: Buffer) => {
      output += piece.toString('utf8')
    })
  }
  const exited = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)))
  cleanup.defer(async () => {
    child.kill('SIGTERM')
    await exited
  })
  const port = await portOf(child, () => output, portIn)
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    output: () => output,
    closeOutput() {
      child.stdout.destroy()
      child.stderr.destroy()
    },
    signal: signal => void child.kill(signal),
    exited,
  }
}

function portOf(
  child: ChildProcess,
  output: () => string,
  portIn: (line: string) => string | undefined,
): Promise<number> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', () => {
      for (const line of output().split('\n')) {
        const port = portIn(line)
        if (port !== undefined) resolve(Number(port))
      }
    })
    child.once('exit', code => reject(new Error(`ended with ${code}: ${output()}`)))
  })
}
