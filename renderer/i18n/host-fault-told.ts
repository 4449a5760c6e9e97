import type { TFunction } from 'i18next'
import type { Fault } from '#contract/fault'
import { stepHelpFor } from '#contract/host-fault'
import type { Facts, HostReason } from '#contract/host-reason'
import { stepNames } from '#contract/model/plan-step'

/** A sentence in the language of the window, and beside it what a host said itself, word for word. */
export interface ToldWords {
  readonly sentence: string
  readonly said: string | null
}

type Of<C extends Fault['code']> = Extract<Fault, { code: C }>

export const reasonText = (t: TFunction, { code, facts }: HostReason): string =>
  t(`hostWhy.${code}`, { ...facts })

/** What a step does, as a title; null where it is none that is known, or not all of it is. */
export function stepTitle(t: TFunction, name: string, facts: Facts | null): string | null {
  const known = stepNames.find(each => each === name)
  return known && facts ? t(`hostStep.${known}`, { ...facts }) : null
}

/** Why it failed, without which step it was and where. */
export function stepReason(t: TFunction, { why, detail, said }: Of<'host.step-failed'>): ToldWords {
  const help = stepHelpFor(detail)
  const sentences = [why ? reasonText(t, why) : detail, ...(help ? [t(`hostHelp.${help}`)] : [])]
  return { sentence: joined(sentences), said: said ?? null }
}

export function stepFailedTold(t: TFunction, fault: Of<'host.step-failed'>): ToldWords {
  const { sentence: detail, said } = stepReason(t, fault)
  const step = stepTitle(t, fault.step, fault.facts ?? null) ?? fault.step
  return { sentence: t('fault.host.step-failed', { host: fault.host, step, detail }), said }
}

export function noisyTold(t: TFunction, { host, detail, why, said }: Of<'host.noisy'>): ToldWords {
  const reason = why ? reasonText(t, why) : detail
  return { sentence: t('fault.host.noisy', { host, detail: reason }), said: said ?? null }
}

export function cutSentence(t: TFunction, { host, detail, why }: Of<'host.cut'>): string {
  return t('fault.host.cut', { host, detail: why ? reasonText(t, why) : `${detail}.` })
}

/** Where a fault is in the way, that fault says already whom it is about. */
export function unusableSentence(
  t: TFunction,
  { host, reasons, why, problems = [] }: Of<'host.unusable'>,
  sentenceOf: (fault: Fault) => string,
): string {
  const [first] = problems
  const words = problems.map(({ says, message, help }) => {
    if (!says) return `${message} ${help}`.trim()
    if (says.sentence === 'fault') return sentenceOf(says.fault)
    const { sentence, facts } = says
    return joined([
      t(`hostProblem.says.${sentence}`, facts),
      t(`hostProblem.help.${sentence}`, facts),
    ])
  })
  if (first?.says?.sentence === 'fault') return joined(words)
  const own = why ? reasonText(t, why) : reasons.join(' ')
  return t('fault.host.unusable', { host, reasons: first ? joined(words) : own })
}

/** Chinese full stops bring their own space. */
const joined = (sentences: readonly string[]) =>
  sentences.reduce((all, next) => (/[。：；，]$/.test(all) ? `${all}${next}` : `${all} ${next}`))
