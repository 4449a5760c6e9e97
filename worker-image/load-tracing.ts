import { randomUUID } from 'node:crypto'
import { type Tracing, type TracingProgram, tracingEndpoint } from '#contract/tracing'
import type { Log } from './log.ts'
import { version } from './version.ts'

/** Null, and nothing is loaded, where the environment names no place for traces. */
export async function loadTracing(
  environment: NodeJS.ProcessEnv,
  log: Log,
): Promise<Tracing | null> {
  const endpoint = tracingEndpoint(environment)
  if (endpoint === null) return null
  try {
    const { host } = new URL(endpoint)
    // Beside the worker's one file; in a name of its own, so that no bundler takes it in.
    const program = new URL('./tracing.mjs', import.meta.url).href
    const { openTracing }: TracingProgram = await import(program)
    const tracing = openTracing({
      service: 'banyan-worker',
      version,
      instance: randomUUID(),
      onTrouble: detail => log.warn('traces not sent', { host, detail }),
    })
    log.info('traces are sent', { host })
    return tracing
  } catch (error) {
    log.error('traces are off; is tracing.mjs beside worker.mjs?', { error })
    return null
  }
}
