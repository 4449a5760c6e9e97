import type { TFunction } from 'i18next'
import type { Fault } from '#contract/fault'
import { type HostNoteCode, hostNotes } from '#contract/host-note'
import { type Facts, type HostReasonCode, hostReasons } from '#contract/host-reason'
import type { ListedDeployment, ListedNote } from '#contract/http/deployments'
import { hostChecks } from '#contract/model/deployment'
import { faultTold } from './fault-sentence.ts'
import { reasonText, stepReason, stepTitle, type ToldWords } from './host-fault-told.ts'

type Host = ListedDeployment['hosts'][number]
type Step = Host['steps'][number]
type Check = Host['checks'][number]

/** A sentence by its code, in the language of the window; null where the code is none that is known. */
export function noteTold(t: TFunction, { code, facts }: ListedNote): ToldWords | null {
  if (code.includes('.')) return faultTold(t, faultIn({ code, facts }))
  // Sound: the facts of a sentence of ours are texts and numbers.
  const plain = facts as Facts
  if (isNote(code)) {
    const said = code === 'said' || code === 'hardened' ? String(plain['said'] ?? '') : null
    return { sentence: t(`hostNote.${code}`, namedFacts(t, plain)), said: said || null }
  }
  if (!isReason(code)) return null
  return { sentence: capital(reasonText(t, { code, facts: plain })), said: null }
}

/** What a step does; in English where it was kept before its facts were. */
export const stepWords = (
  t: TFunction,
  { name, words, facts }: Pick<Step, 'name' | 'words' | 'facts'>,
) => stepTitle(t, name, facts) ?? words

/** What a step came to. Null where nothing is to be said, or the host's problem says it. */
export function stepTold(
  t: TFunction,
  { status, message, says }: Pick<Step, 'status' | 'message' | 'says'>,
  hasProblem: boolean,
): ToldWords | null {
  if (message === '' || says?.code === 'cancelled' || says?.code === 'root-ended') return null
  if (hasProblem && status === 'failed' && says && says.code !== 'host.step-failed') return null
  const told = says && ownTold(t, says)
  if (!told) return { sentence: message, said: null }
  return hasProblem && status === 'failed' ? { ...told, said: null } : told
}

/** What a check found. */
export const checkTold = (
  t: TFunction,
  { message, says }: Pick<Check, 'message' | 'says'>,
): ToldWords => (says && ownTold(t, says)) ?? { sentence: message, said: null }

/** What went wrong on a host and what to do, part by part; that it was stopped is told of the whole deployment. */
export function troubleTold(
  t: TFunction,
  { problem, says, stopped_by }: Pick<Host, 'problem' | 'says' | 'stopped_by'>,
): readonly ToldWords[] {
  if (problem === null) return []
  const told = (says ?? [])
    .filter(({ code }) => stopped_by === null || (code !== 'cancelled' && code !== 'root-ended'))
    .map(note => noteTold(t, note))
  const known = told.filter(each => each !== null)
  return says && known.length === told.length ? known : [{ sentence: problem, said: null }]
}

/** Of what failed at this very place, where and at what stands there already. */
function ownTold(t: TFunction, note: ListedNote): ToldWords | null {
  const fault = note.code === 'host.step-failed' ? faultIn(note) : null
  if (fault?.code !== 'host.step-failed') return noteTold(t, note)
  const { sentence, said } = stepReason(t, fault)
  return { sentence: capital(sentence), said }
}

/** Sound: the facts of a fault are its fields. */
const faultIn = ({ code, facts }: ListedNote) => ({ ...facts, code }) as Fault

function namedFacts(t: TFunction, facts: Facts): Facts {
  const check = hostChecks.find(each => each === facts['check'])
  const step = facts['step'] === undefined ? null : String(facts['step'])
  return {
    ...facts,
    ...(check && { check: t(`deploys.check.${check}`) }),
    ...(step !== null && { step: stepTitle(t, step, facts) ?? step }),
  }
}

const isNote = (code: string): code is HostNoteCode => Object.hasOwn(hostNotes, code)
const isReason = (code: string): code is HostReasonCode => Object.hasOwn(hostReasons, code)

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
