import { FaultError } from '#contract/fault'
import { Ending } from './ending.ts'
import { type Lifeline, lifelineOf } from './lifeline.ts'
import { loadTracing } from './load-tracing.ts'
import { type Log, openLog } from './log.ts'
import { usualPace } from './providers/provider-directory.ts'
import { type RunningWorker, startWorker } from './server.ts'
import { readSettings, secretsOf, type WorkerSettings } from './settings.ts'

const lifeline = lifelineOf(process.env)
// A reader that is gone must not end the worker before it has ended by itself.
process.stdout.on('error', () => {})
process.stderr.on('error', () => {})
try {
  await run(readSettings(process.env), lifeline)
} catch (error) {
  await refuseStart(error, lifeline)
}

async function run(settings: WorkerSettings, parent: Lifeline | null): Promise<void> {
  const log = openLog(settings.logLevel, secretsOf(settings), line => process.stdout.write(line))
  surviveStrays(log)
  let worker: RunningWorker | null = null
  const tracing = await loadTracing(process.env, log)
  const ending = new Ending(log, async withinMs => {
    await worker?.stop(withinMs)
    await tracing?.close()
  })
  parent?.onLoss(() => ending.begin('parent gone', 0))
  process.on('SIGTERM', () => ending.begin('SIGTERM', settings.shutdownGraceMs))
  process.on('SIGINT', () => ending.begin('SIGINT', settings.shutdownGraceMs))
  worker = await startWorker(settings, log, usualPace, tracing)
  await parent?.tell({ type: 'listening', port: worker.port })
}

/** An SDK's forgotten promise must not take every other request down with it. */
function surviveStrays(log: Log): void {
  process.on('unhandledRejection', error => log.error('unhandled rejection', { error }))
  process.on('uncaughtException', error => {
    log.error('uncaught exception', { error })
    process.exit(1)
  })
}

async function refuseStart(error: unknown, parent: Lifeline | null): Promise<void> {
  const isKnown = error instanceof FaultError
  const reason = isKnown ? error.message : `The worker could not start: ${String(error)}`
  process.stderr.write(`${reason}\n`)
  await parent?.tell({ type: 'failed', reason })
  process.exit(1)
}
