import { setTimeout as pause } from 'node:timers/promises'
import type { CheckRecord } from '#contract/model/deployment'
import type { HostCheck } from '../plan.ts'
import type { HostSession } from './host-session.ts'
import { noteOf, shownNote } from './note-of.ts'
import { shownText } from './shown-text.ts'
import { failureText } from './stop-reason.ts'

export interface CheckPace {
  /** What was started just now may take so long to be well. */
  readonly settleMs: number
  /** Between two looks. */
  readonly everyMs: number
  /** How long the first hosts have to stay well before others follow. */
  readonly gateMs: number
}

export const usualChecks: CheckPace = { settleMs: 15_000, everyMs: 2_000, gateMs: 30_000 }
const lookWithinMs = 20_000

/** All of them at once; those that fail are looked at again until `settleMs` are over. */
export async function settledChecks(
  checks: readonly HostCheck[],
  session: HostSession,
  pace: CheckPace,
  redact: (text: string) => string,
  signal: AbortSignal,
): Promise<readonly CheckRecord[]> {
  const until = performance.now() + pace.settleMs
  let records = await lookOnce(checks, session, redact, signal)
  while (records.some(({ passed }) => !passed) && performance.now() < until && !signal.aborted) {
    await pause(pace.everyMs, undefined, { signal }).catch(() => {})
    const failing = records.filter(({ passed }) => !passed).map(({ name }) => name)
    const again = await lookOnce(
      checks.filter(({ name }) => failing.includes(name)),
      session,
      redact,
      signal,
    )
    records = records.map(record => again.find(({ name }) => name === record.name) ?? record)
  }
  return records
}

export function lookOnce(
  checks: readonly HostCheck[],
  session: HostSession,
  redact: (text: string) => string,
  signal: AbortSignal,
): Promise<readonly CheckRecord[]> {
  return Promise.all(
    checks.map(async check => {
      const { name } = check
      const limit = AbortSignal.any([signal, AbortSignal.timeout(lookWithinMs)])
      try {
        const { words, says } = await check.look(session.site(`check ${name}`), limit)
        const message = shownText(redact(words))
        return { name, passed: true, message, says: shownNote(says, redact) }
      } catch (failure) {
        return { name, passed: false, ...notWell(failure, redact) }
      }
    }),
  )
}

export const notWell = (
  failure: unknown,
  redact: (text: string) => string,
): Pick<CheckRecord, 'message' | 'says'> => ({
  message: shownText(redact(failureText(failure))),
  says: noteOf(failure, redact),
})
