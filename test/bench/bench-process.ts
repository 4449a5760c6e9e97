import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

export interface BenchProcess {
  readonly url: string
  /** Processor time so far of all its threads, user and system, in microseconds; from /proc. */
  cpuMicros(): number
  stop(): Promise<void>
}

/** Starts a program of the bench and waits until `addressIn` finds its port in a line of its output. */
export async function startProcess(
  program: string,
  environment: Readonly<Record<string, string>>,
  addressIn: (line: string) => number | null,
): Promise<BenchProcess> {
  const child = spawn(process.execPath, [program, '--headless'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.once('exit', () => child.kill('SIGKILL'))
  const port = await portOf(child, addressIn)
  const pid = child.pid ?? 0
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
