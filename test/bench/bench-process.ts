import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { cpus } from 'node:os'

export interface BenchProcess {
  readonly pid: number
  readonly url: string
  /** The first is that of `url`. */
  readonly ports: readonly number[]
  /** Processor time so far of all its threads, user and system, in microseconds; from /proc. */
  cpuMicros(): number
  /** Memory that it holds now, in MiB, as the system counts; from /proc. */
  rssMiB(): number
  stop(): Promise<void>
}

interface StartOptions {
  readonly command?: string
  readonly args: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** Finds its ports in a line of its output. */
  readonly portsIn: (line: string) => readonly number[] | null
  readonly core?: number
  /** What others have to say on standard error is not ours to show. */
  readonly isOurs?: boolean
}

/** What is measured has a core of its own; the load and what stands behind have the other. */
export const cores = { measured: 1, others: 0 } as const

/** A line of JSON with a `port` or `ports`, as the programs of the bench print it. */
export const jsonPorts = (line: string): readonly number[] | null => {
  if (!line.startsWith('{')) return null
  const { port, ports } = JSON.parse(line)
  return ports ?? [port]
}

/** An address on this computer in what a program tells a person. */
export const printedPorts = (line: string): readonly number[] | null => {
  const port = /http:\/\/(?:127\.0\.0\.1|localhost):(\d+)/.exec(line)?.[1]
  return port === undefined ? null : [Number(port)]
}

/** Keeps a process, all its threads, to one core. Without `taskset` (Linux) it runs where it likes. */
export function pin(pid: number, core: number): void {
  // Not availableParallelism: once the bench is pinned itself, that is one.
  if (cpus().length < 2) return
  spawnSync('taskset', ['-acp', String(core), String(pid)], { stdio: 'ignore' })
}

/** For a program that cannot pick a port and say which. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

/** Starts a program and waits until it has said its ports. Ends with the bench. */
export async function startProcess({
  command = process.execPath,
  args,
  environment = {},
  portsIn,
  core = cores.measured,
  isOurs = true,
}: StartOptions): Promise<BenchProcess> {
  const child = spawn(command, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', isOurs ? 'inherit' : 'ignore'],
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const ports = await portsOf(child, portsIn)
  const pid = child.pid ?? 0
  pin(pid, core)
  return {
    pid,
    url: `http://127.0.0.1:${ports[0]}`,
    ports,
    cpuMicros: () =>
      readdirSync(`/proc/${pid}/task`)
        .map(thread => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8'))
        .reduce((sum, line) => sum + Number.parseInt(line, 10) / 1_000, 0),
    rssMiB: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024,
    stop: () =>
      new Promise(resolve => {
        process.off('exit', kill)
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

function portsOf(
  child: ChildProcess,
  portsIn: (line: string) => readonly number[] | null,
): Promise<readonly number[]> {
  return new Promise((resolve, reject) => {
    let text: string | null = ''
    child.stdout?.on('data', piece => {
      if (text === null) return
      text += piece
      for (const line of text.split('\n').slice(0, -1)) {
        const ports = portsIn(line)
        if (ports === null) continue
        text = null
        return resolve(ports)
      }
    })
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`ended with ${code}: ${text}`)))
  })
}
