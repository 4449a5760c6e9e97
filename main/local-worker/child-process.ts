import { fork } from 'node:child_process'
import { createInterface } from 'node:readline'
import { LocalWorkerMessage } from '#contract/wire/local-worker'
import type { LaunchWorker } from './worker-child.ts'

/** Runs the worker program with this process's own Node. */
export function childProcessLauncher(program: string): LaunchWorker {
  return environment => {
    const child = fork(program, [], {
      env: { ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Ctrl-C in the terminal is for the root, which then stops its workers in order.
      detached: true,
    })
    return {
      pid: child.pid,
      onMessage(listener) {
        child.on('message', message => {
          const parsed = LocalWorkerMessage.safeParse(message)
          if (parsed.success) listener(parsed.data)
        })
      },
      onLine(listener) {
        for (const stream of [child.stdout, child.stderr]) {
          if (stream) createInterface({ input: stream }).on('line', listener)
        }
      },
      onExit(listener) {
        child.once('exit', code => listener(code))
        child.once('error', () => listener(null))
      },
      terminate: () => void child.kill('SIGTERM'),
      kill: () => void child.kill('SIGKILL'),
    }
  }
}
