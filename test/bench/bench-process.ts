import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

export interface BenchProcess {
  readonly url: string
  /** Processor time so far of all its threads, user and system, in microseconds; from /proc. */
  cpuMicros(): number
  stop(): Promise<void>
}

/** What is measured has a core of its own; the load and what stands behind have the other. */
export const cores = { measured: 1, others: 0 } as const

/** Keeps a process, all its threads, to one core. Without `taskset` (Linux) it runs where it likes. */
export function pin(pid: number, core: number): void {
  if (availableParallelism() < 2) return
  spawnSync('taskset', ['-acp', String(core), String(pid)], { stdio: 'ignore' })
}

/** Starts a program of the bench and waits until `addressIn` finds its port in a line of its output. */
export async function startProcess(
  program: string,
  environment: Readonly<Record<string, string>>,
  addressIn: (line: string) => number | null,
  core: number = cores.measured,
): Promise<BenchProcess> {
  const child = spawn(process.execPath, [program, '--headless'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.once('exit', () => child.kill('SIGKILL'))
  const port = await portOf(child, addressIn)
  const pid = child.pid ?? 0
  pin(pid, core)
  return {
    url: `http://127.0.0.1:${port}`,
    cpuMicros: () =>
      readdirSync(`/proc/${pid}/task`)
        .map(thread => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8'))
        .reduce((sum, line) => sum + Number.parseInt(line, 10) / 1_000, 0),
    stop: () =>
      new Promise(resolve => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

function portOf(child: ChildProcess, addressIn: (line: string) => number | null): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', piece => {
      text += piece
      for (const line of text.split('\n')) {
        const port = addressIn(line)
        if (port !== null) resolve(port)
      }
    })
    child.once('exit', code => reject(new Error(`ended with ${code}: ${text}`)))
  })
}
