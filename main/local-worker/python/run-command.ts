import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A program and its arguments, as they are handed over: no shell reads them. */
export interface Command {
  readonly program: string
  readonly args: readonly string[]
  readonly withinMs: number
}

export type CommandEnd =
  | { readonly kind: 'ended'; readonly exitCode: number | null; readonly output: string }
  | { readonly kind: 'not-started'; readonly detail: string }
  | { readonly kind: 'too-slow' }

export interface CommandSurroundings {
  readonly folder: string
  readonly environment: Readonly<Record<string, string>>
  /** Each line that it prints. */
  onLine(line: string): void
}

const keptLines = 60
const longestLine = 1_000

/** Runs it to its end. When the time is over or the signal aborts, it is ended with all that it started; then it rejects with the signal's reason. */
export function runCommand(
  { program, args, withinMs }: Command,
  { folder, environment, onLine }: CommandSurroundings,
  signal: AbortSignal,
): Promise<CommandEnd> {
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: { ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that it is ended as a whole.
      detached: process.platform !== 'win32',
      windowsHide: true,
    })
    const output: string[] = []
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', line => {
        const start = line.slice(0, longestLine)
        output.push(start)
        if (output.length > keptLines) output.shift()
        onLine(start)
      })
    }
    let isTooSlow = false
    const timer = setTimeout(() => {
      isTooSlow = true
      endGroup(child.pid)
    }, withinMs)
    const onAbort = () => endGroup(child.pid)
    signal.addEventListener('abort', onAbort)
    const settle = (end: CommandEnd) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      if (signal.aborted) reject(signal.reason)
      else resolve(end)
    }
    child.once('error', error => settle({ kind: 'not-started', detail: error.message }))
    child.once('close', exitCode =>
      settle(
        isTooSlow ? { kind: 'too-slow' } : { kind: 'ended', exitCode, output: output.join('\n') },
      ),
    )
  })
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It ended meanwhile.
  }
}
