import type { SettingName, SettingSource, Settings } from '#contract/model/setting'
import type { Secret } from '../base/secret.ts'

/** The settings that are marked secret in the contract; a test holds the two together. */
export const secretNames = [
  'rootSecret',
  'openaiApiKey',
  'geminiApiKey',
  'anthropicApiKey',
  'compatibleApiKey',
  'alertWebhookSecret',
] as const satisfies readonly SettingName[]
export type SecretName = (typeof secretNames)[number]

/** Every setting with its value; a secret only as one that cannot be printed. */
export type ResolvedSettings = {
  readonly [N in SettingName]: N extends SecretName ? Secret | null : Settings[N]
}

export type SettingSources = Readonly<Record<SettingName, SettingSource>>

export function isSecretName(name: SettingName): name is SecretName {
  return (secretNames as readonly SettingName[]).includes(name) // a wider list, for the question's sake
}
