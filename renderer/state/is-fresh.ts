import type { SettingName } from '#contract/model/setting'
import type { Seen } from './mirror.ts'

/** Whoever set one of these has chosen where answers come from. */
const choices: readonly SettingName[] = [
  'openaiApiKey',
  'geminiApiKey',
  'anthropicApiKey',
  'compatibleApiKey',
  'compatibleBaseUrl',
  'openaiBaseUrl',
  'provider',
  'workers',
]

/** Nobody has said yet where answers come from: no key, no server, no worker but our own. */
export function isFresh({ settings, workers }: Pick<Seen, 'settings' | 'workers'>): boolean {
  const isChosen = settings.some(
    ({ name, source }) => choices.includes(name) && source !== 'default',
  )
  return !isChosen && workers.every(worker => worker.origin === 'local')
}
