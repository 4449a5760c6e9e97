import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { utilityProcess } from 'electron'
import { LocalWorkerMessage } from '#contract/wire/local-worker'
import type { LaunchWorker } from './worker-child.ts'

/** Runs the worker program as Electron's own child, as release builds forbid to run as Node. */
export function utilityProcessLauncher(program: string): LaunchWorker {
  return environment => {
    const child = utilityProcess.fork(program, [], {
      env: { ...environment },
      stdio: 'pipe',
      serviceName: 'Banyan local worker',
    })
    return {
      get pid() {
        return child.pid
      },
      onMessage(listener) {
        child.on('message', message => {
          const parsed = LocalWorkerMessage.safeParse(message)
          if (parsed.success) listener(parsed.data)
        })
      },
      onLine(listener) {
        for (const stream of [child.stdout, child.stderr]) {
          if (stream) createInterface({ input: Readable.from(stream) }).on('line', listener)
        }
      },
      onExit(listener) {
        child.once('exit', code => listener(code))
      },
      terminate: () => void child.kill(),
      kill() {
        if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL')
      },
    }
  }
}
