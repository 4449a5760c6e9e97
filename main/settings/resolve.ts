import type { z } from 'zod'
import { FaultError } from '#contract/fault'
import { maskedAddresses } from '#contract/model/masked-address'
import {
  flagOf,
  type SettingName,
  type SettingSource,
  settingDefinitions,
  settingNames,
} from '#contract/model/setting'
import { Secret } from '../base/secret.ts'
import { isSecretName, type ResolvedSettings, type SettingSources } from './resolved-settings.ts'

export interface SettingInputs {
  readonly flags: ReadonlyMap<SettingName, string>
  readonly env: Readonly<Record<string, string | undefined>>
  /** As text; secrets opened. */
  readonly saved: ReadonlyMap<SettingName, string>
}

export interface Resolution {
  readonly settings: ResolvedSettings
  readonly sources: SettingSources
  /** The text that each value was read from. */
  readonly texts: Readonly<Record<SettingName, string>>
  /** Saved values that are no longer allowed and gave way to the default. */
  readonly refused: readonly FaultError[]
}

/** Flag before environment before saved before default. A bad flag or variable ends the start; a bad saved value does not. */
export function resolveSettings(inputs: SettingInputs): Resolution {
  const refused: FaultError[] = []
  const resolved = settingNames.map(name => {
    const { value, source, text } = resolveOne(name, inputs, refused)
    const held = isSecretName(name) && typeof value === 'string' ? new Secret(value) : value
    return { name, source, text, value: held }
  })
  // Sound: one entry for each name, each parsed by the schema that gives the name its type.
  return {
    settings: Object.fromEntries(resolved.map(({ name, value }) => [name, value])),
    sources: Object.fromEntries(resolved.map(({ name, source }) => [name, source])),
    texts: Object.fromEntries(resolved.map(({ name, text }) => [name, text])),
    refused,
  } as unknown as Resolution
}

/** Throws the fault that names the variable or flag, the value (never a secret's) and what is allowed. */
export function parseSetting(name: SettingName, text: string, source: SettingSource): unknown {
  const { schema, allowed, env } = settingDefinitions[name]
  const parsed = schema.safeParse(text)
  // Nothing would count as the number 0.
  const isNothing = text.trim() === '' && typeof parsed.data === 'number'
  if (parsed.success && !isNothing) return parsed.data
  const where = parsed.error && placeIn(parsed.error)
  throw new FaultError({
    code: 'setting.invalid',
    name: source === 'flag' ? flagOf(name) : env,
    value: isSecretName(name) ? '[secret]' : maskedAddresses(text).slice(0, 200),
    allowed: where ? `${where}; ${allowed}` : allowed,
  })
}

/** Where in a JSON value the mistake is; null for what is no JSON, which is short. */
function placeIn({ issues: [issue] }: z.ZodError): string | null {
  if (issue?.code === 'unrecognized_keys') return issue.message
  return typeof issue?.path[0] === 'string' ? `${issue.path.join('.')}: ${issue.message}` : null
}

interface ResolvedOne {
  readonly value: unknown
  readonly source: SettingSource
  readonly text: string
}

function resolveOne(name: SettingName, inputs: SettingInputs, refused: FaultError[]): ResolvedOne {
  const { env, fallback } = settingDefinitions[name]
  const read = (text: string, source: SettingSource): ResolvedOne => {
    return { value: parseSetting(name, text, source), source, text }
  }
  const flag = inputs.flags.get(name)
  if (flag !== undefined) return read(flag, 'flag')
  const variable = inputs.env[env]
  // An empty variable is how shells and compose files leave one unset.
  if (variable) return read(variable, 'environment')
  const saved = inputs.saved.get(name)
  if (saved !== undefined) {
    try {
      return read(saved, 'saved')
    } catch (failure) {
      if (!(failure instanceof FaultError)) throw failure
      refused.push(failure)
    }
  }
  return read(fallback, 'default')
}
