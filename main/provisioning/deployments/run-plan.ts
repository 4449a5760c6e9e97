import { FaultError } from '#contract/fault'
import type { HostNote } from '#contract/host-note'
import type { StepRecord } from '#contract/model/deployment'
import type { Step } from '../step.ts'
import type { Told } from '../told.ts'
import type { HostSession } from './host-session.ts'
import { noteIn, shownNote, stopNote } from './note-of.ts'
import type { PlanEnd, Trouble } from './outcome.ts'
import { type ReconnectPace, reconnecting } from './reconnecting.ts'
import { shownText } from './shown-text.ts'
import { failureText, isLostConnection, stopReasonOf, stopText } from './stop-reason.ts'

/** Hears how far a run is. */
export interface PlanWatch {
  step(place: number, change: Partial<StepRecord>): void
  /** What was there before is being put back. */
  recovering(): void
  /** Awaited once, before the first step that may stop what serves. */
  interrupts(signal: AbortSignal): Promise<void>
  /** Awaited for each step that changed something or failed. */
  outcome(step: string, outcome: 'done' | 'failed' | 'cancelled' | 'undone'): Promise<void>
}

export interface PlanRun {
  readonly steps: readonly Step[]
  readonly session: HostSession
  /** Whether a failure puts back what earlier steps of this run changed as well. */
  readonly putsBackAll: boolean
  readonly watch: PlanWatch
  readonly redact: (text: string) => string
  readonly reconnects: ReconnectPace
  /** Of the root node: whoever closes it does not wait until all is put back. */
  readonly ending: AbortSignal
}

const usualUndoMs = 120_000

/**
 * Looks, acts and proves, step by step; what is done already is left as it is. After a failure or a
 * cancellation what changed is put back, the newest first, so that each undo finds what its step
 * left. Nothing is put back where the host cannot be reached, another has its lock, or the root node
 * ends: then the next run goes on from what it finds.
 */
export async function runPlan(run: PlanRun, signal: AbortSignal): Promise<PlanEnd> {
  const changed: number[] = []
  let isInterrupted = false
  for (const [place, step] of run.steps.entries()) {
    const startedAt = Date.now()
    const tried = { isTouched: false }
    try {
      signal.throwIfAborted()
      run.watch.step(place, { status: 'running', startedAt })
      const { words, says } = await reconnecting(
        run.session,
        step.name,
        run.reconnects,
        signal,
        () =>
          lookAndAct(run, step, tried, signal, async () => {
            if (isInterrupted || step.interrupts === false) return
            isInterrupted = true
            await run.watch.interrupts(signal)
          }),
      )
      run.watch.step(place, {
        ...{ status: 'done', changed: tried.isTouched, message: shownText(run.redact(words)) },
        says: shownNote(says, run.redact),
        ...{ progress: null, durationMs: Date.now() - startedAt },
      })
      if (!tried.isTouched) continue
      changed.push(place)
      await run.watch.outcome(step.name, 'done')
    } catch (failure) {
      const undone = [...(run.putsBackAll ? changed : []), ...(tried.isTouched ? [place] : [])]
      return await broken(run, { place, step, startedAt, undone, failure }, signal)
    }
  }
  return { name: 'done', changed: changed.length }
}

async function lookAndAct(
  { session }: PlanRun,
  step: Step,
  tried: { isTouched: boolean },
  signal: AbortSignal,
  beforeActing: () => Promise<void>,
): Promise<Told> {
  const site = session.site(step.name)
  const found = await step.check(site, signal)
  if (found.isDone) return found
  signal.throwIfAborted()
  await beforeActing()
  tried.isTouched = true
  const outcome = await step.apply(site, signal)
  signal.throwIfAborted()
  await step.verify(site, signal)
  return outcome
}

interface Break {
  readonly place: number
  readonly step: Step
  readonly startedAt: number
  readonly undone: readonly number[]
  readonly failure: unknown
}

async function broken(
  run: PlanRun,
  { place, step, startedAt, undone, failure }: Break,
  signal: AbortSignal,
): Promise<PlanEnd> {
  const { steps, watch, redact } = run
  const stopped = stopReasonOf(signal)
  const name = stopped === null ? 'failed' : 'cancelled'
  const why = lockLost(signal) ?? failure
  const problem = shownText(redact(stopped === null ? failureText(why) : stopText(signal)))
  const says = stopped === null ? noteIn(step, why, redact) : stopNote(stopped)
  const isTouched = undone.includes(place)
  watch.step(place, {
    ...{ status: name, changed: isTouched, message: problem, says, progress: null },
    durationMs: Date.now() - startedAt,
  })
  for (let later = place + 1; later < steps.length; later++) {
    watch.step(later, { status: name === 'cancelled' ? 'cancelled' : 'skipped' })
  }
  const isOutOfReach =
    isLostConnection(failure) || lockLost(signal) !== null || signal.reason === 'root-ended'
  if (isOutOfReach || undone.length === 0) return { name, problem, says: [says] }
  await watch.outcome(step.name, name)
  watch.recovering()
  const left = await putBack(run, place, undone)
  if (left.length === 0) return { name, problem, says: [says] }
  const texts = left.map(each => each.problem).join(', ')
  return {
    name,
    problem: `${problem.replace(/\.?$/, '.')} Not put back: ${texts}.`,
    says: [says, ...left.flatMap(each => each.says)],
  }
}

/** The newest first. One that fails does not keep the others from it: what serves is put back last. */
async function putBack(
  run: PlanRun,
  brokenPlace: number,
  places: readonly number[],
): Promise<readonly Trouble[]> {
  const left: Trouble[] = []
  for (const place of places.toReversed()) {
    const step = run.steps[place]
    if (!step?.undo) continue
    const limit = AbortSignal.timeout(step.undoWithinMs ?? usualUndoMs)
    const signal = AbortSignal.any([limit, run.ending])
    try {
      await reconnecting(run.session, step.name, run.reconnects, signal, async () =>
        step.undo?.(run.session.site(step.name), signal),
      )
      const change = { changed: false } as const
      run.watch.step(place, place === brokenPlace ? change : { ...change, status: 'undone' })
      await run.watch.outcome(step.name, 'undone')
    } catch (failure) {
      const text = shownText(run.redact(failureText(failure)))
      run.session.site(step.name).say(`It could not be put back: ${text}`)
      const notes: readonly HostNote[] = [
        { code: 'not-put-back', facts: { ...step.facts, step: step.name } },
        noteIn(step, failure, run.redact),
      ]
      left.push({ problem: `${step.name} (${text})`, says: notes })
    }
  }
  return left
}

/** The fault of whoever took the lock away. */
function lockLost(signal: AbortSignal): FaultError | null {
  return signal.reason instanceof FaultError ? signal.reason : null
}
