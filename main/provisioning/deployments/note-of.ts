import { FaultError } from '#contract/fault'
import { type HostNote, hostNote } from '#contract/host-note'
import type { StopReason } from '#contract/model/deployment'
import { NotWell } from '../checks/not-well.ts'
import type { Step } from '../step.ts'
import { shownText } from './shown-text.ts'
import { failureText } from './stop-reason.ts'

/** What the text of a failure says, for whoever says it in another language; without secrets, as it may be kept and shown. */
export function noteOf(failure: unknown, redact: (text: string) => string): HostNote {
  if (failure instanceof FaultError)
    return shownNote({ code: 'fault', fault: failure.fault }, redact)
  if (failure instanceof NotWell) return shownNote(failure.why, redact)
  if (isTimeout(failure)) return hostNote('timed-out')
  return shownNote(hostNote('said', { said: failureText(failure) }), redact)
}

/** The same of a failure in a step: whatever failed there, it is the step of that plan. */
export function noteIn(
  { name, facts = {} }: Pick<Step, 'name' | 'facts'>,
  failure: unknown,
  redact: (text: string) => string,
): HostNote {
  const note = noteOf(failure, redact)
  if (note.code !== 'fault' || note.fault.code !== 'host.step-failed') return note
  return { ...note, fault: { ...note.fault, step: name, facts } }
}

export function stopNote(reason: StopReason | null): HostNote {
  return hostNote(reason === 'root-ended' ? 'root-ended' : 'cancelled')
}

/** What a host said may be in any fact of it, and a secret in what it said. */
export function shownNote<N extends HostNote>(note: N, redact: (text: string) => string): N {
  // Sound: only texts are replaced, by texts.
  return shownValue(note, redact) as N
}

function shownValue(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === 'string') return shownText(redact(value))
  if (Array.isArray(value)) return value.map(each => shownValue(each, redact))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, shownValue(each, redact)]),
  )
}

const isTimeout = (failure: unknown) => failure instanceof Error && failure.name === 'TimeoutError'
