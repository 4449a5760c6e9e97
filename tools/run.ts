import { type SpawnOptions, spawn } from 'node:child_process'
import { constants } from 'node:os'

interface RunOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
}

interface QuietOptions extends RunOptions {
  readonly timeoutMs?: number
}

/** Runs a program on this terminal and answers with its exit code, as a shell would count it. */
export function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...portable(command), ...options, stdio: 'inherit' })
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(shellCode(code, signal)))
  })
}

/** Runs a program unseen and answers with its standard output; a failure carries all that it printed. */
export function runQuietly(
  command: string,
  args: readonly string[],
  { timeoutMs, ...options }: QuietOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...portable(command),
      ...options,
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs, killSignal: 'SIGKILL' }),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const output: Buffer[] = []
    const complaints: Buffer[] = []
    child.stdout.on('data', (piece: Buffer) => output.push(piece))
    child.stderr.on('data', (piece: Buffer) => complaints.push(piece))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(Buffer.concat(output).toString('utf8'))
      const printed = Buffer.concat([...complaints, ...output])
        .toString('utf8')
        .trim()
      const end = signal === null ? `ended with ${code}` : `was ended by ${signal}`
      reject(new Error(`${command} ${end}${printed === '' ? '' : `:\n${printed}`}`))
    })
  })
}

/** What a shell would report: 128 and the signal's number for one that was killed. */
export function shellCode(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal])
}

/** On Windows npm and the tools of node_modules/.bin are `.cmd` files, which need a shell. */
function portable(command: string): SpawnOptions {
  return { shell: process.platform === 'win32' && !command.endsWith('.exe') }
}
