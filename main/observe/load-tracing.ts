import { randomUUID } from 'node:crypto'
import { pathToFileURL } from 'node:url'
import { type Tracing, type TracingProgram, tracingEndpoint } from '#contract/tracing'
import type { Log } from '../base/log.ts'
import { version } from '../base/version.ts'

/** Null, and nothing is loaded, where the environment names no place for traces. */
export async function loadTracing(
  environment: Readonly<Record<string, string | undefined>>,
  /** The file of tracing. */
  program: string,
  log: Log,
): Promise<Tracing | null> {
  const endpoint = tracingEndpoint(environment)
  if (endpoint === null) return null
  try {
    const { host } = new URL(endpoint)
    const { openTracing }: TracingProgram = await import(pathToFileURL(program).href)
    const tracing = openTracing({
      service: 'banyan-root',
      version,
      instance: randomUUID(),
      onTrouble: detail => log.warn('traces not sent', { host, detail }),
    })
    log.info('traces are sent', { host })
    return tracing
  } catch (cause) {
    log.error('traces are off', { cause })
    return null
  }
}
