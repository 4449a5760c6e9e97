import type { TFunction } from 'i18next'
import { stepWords } from '../../i18n/host-note-told.ts'
import type { PlannedHosts } from './use-plan.ts'

type Planned = PlannedHosts[number]

/**
 * What a plan may run on a host: each script below the step that runs it. What a single script does
 * is known in English alone; other languages have the step.
 */
export function planText(
  t: TFunction,
  language: string,
  { steps, commands }: Pick<Planned, 'steps' | 'commands'>,
): string {
  const isEnglish = language === 'en'
  const parts = steps.flatMap((step, place) => {
    const scripts = commands
      .filter(command => command.step === step.name)
      .map(command => scriptText(command, isEnglish))
    if (scripts.length === 0) return []
    return [[`${place + 1}. ${stepWords(t, step)}`, ...scripts].join('\n')]
  })
  return parts.join('\n\n')
}

function scriptText({ words, script, as_root }: Planned['commands'][number], isEnglish: boolean) {
  const mark = as_root ? '#' : '$'
  const lines = isEnglish ? [words, ...script.split('\n')] : script.split('\n')
  return lines.map((line, at) => (at === 0 ? `   ${mark} ${line}` : `     ${line}`)).join('\n')
}
