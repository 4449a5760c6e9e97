import type { Fault } from '#contract/fault'
import type { Attempt, AttemptFailure } from './attempt.ts'
import type { Course } from './course.ts'
import { type Verdict, verdictOn } from './failure.ts'
import type { Routing } from './routing.ts'
import { refusesUsage } from './usage-request.ts'

/** Remembers what an attempt's failure says of its worker, and tells what to do about it. */
export function judge(
  routing: Routing,
  course: Course,
  attempt: Attempt,
  failure: AttemptFailure,
): Verdict {
  if (failure.kind === 'fault') {
    blame(routing, course, attempt, failure.fault)
    return { kind: 'elsewhere', isWorkersFault: true }
  }
  const { worker, wire } = attempt
  const { breakers, coolDowns } = routing
  const verdict = verdictOn(failure.answer)
  const isFault = verdict.kind === 'elsewhere' && verdict.isWorkersFault
  if (isFault) breakers.failed(worker.id, course.modelKey)
  else breakers.cancelled(worker.id, course.modelKey)
  if (verdict.kind === 'later') {
    coolDowns.begin(worker.id, course.modelKey, verdict.waitMs)
    // From here on the cool-down keeps it out, as long as it lasts.
    course.forget(wire, { isCounted: true })
  }
  return verdict
}

export function blame(
  { breakers, suspect }: Routing,
  course: Course,
  { worker, wire }: Attempt,
  fault: Fault,
): void {
  breakers.failed(worker.id, course.modelKey)
  if (fault.code === 'worker.silent') course.wasSilent(wire)
  if (fault.code !== 'provider.refused') suspect(worker)
}

/** Whether a worker refused what we added ourselves; it is then asked again without. */
export function wasAboutUsage(
  { refusingUsage }: Routing,
  course: Course,
  { asksForUsage, wire }: Attempt,
  failure: AttemptFailure,
): boolean {
  if (failure.kind !== 'answer' || !asksForUsage) return false
  if (!refusesUsage(failure.answer.status, failure.answer.body)) return false
  refusingUsage.add(wire)
  course.forget(wire, { isCounted: false })
  return true
}
