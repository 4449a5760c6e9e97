import type { TFunction } from 'i18next'
import type { Fault } from '#contract/fault'
import type { ListedVerdict } from '#contract/http/host-verdict'
import { faultSentence } from './fault-sentence.ts'

type Problem = ListedVerdict['problems'][number]

/** What is in the way on a host and what helps, in the language of the window where the root node tells its facts. */
export function hostProblemText(
  t: TFunction,
  { code, sentence, facts, message, help }: Problem,
): { readonly message: string; readonly help: string } {
  if (sentence === undefined || facts === undefined) return { message, help }
  if (sentence !== 'fault') {
    return {
      message: t(`hostProblem.says.${sentence}`, facts),
      help: t(`hostProblem.help.${sentence}`, facts),
    }
  }
  const known = helps.find(name => code === `host.${name}`) ?? 'other'
  return {
    // Sound: the facts of this sentence are the fields of a fault of this code.
    message: faultSentence(t, { ...facts, code } as Fault),
    help: t(`hostProblem.fault.${known}`),
  }
}

const helps = [
  'untrusted',
  'key-changed',
  'key-revoked',
  'unreachable',
  'auth-refused',
  'key-needs-passphrase',
  'key-unreadable',
  'no-common-algorithm',
  'cut',
  'noisy',
  'unusable',
] as const
