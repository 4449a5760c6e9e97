import { z } from 'zod'
import { AppChange } from '../http/apps.ts'
import { HostPatch } from '../http/hosts.ts'
import { OwnPrices } from '../http/prices.ts'
import { languages } from './language.ts'
import { holdsAddressSecret } from './masked-address.ts'
import { SettingName, settingDefinitions } from './setting.ts'

/** More is no file of ours. */
export const mostFileCharacters = 1_000_000

export const settingsFileVersion = 1

const themes = ['system', 'light', 'dark'] as const

const FileApp = AppChange.omit({ revoked: true }).required()

/** A way to log in that is no secret; null where it is one, and stays behind. */
const FileLogin = z
  .union([
    z.strictObject({ private_key_path: z.string().min(1).max(4_000) }),
    z.strictObject({ agent: z.literal(true) }),
  ])
  .nullable()

const FileHost = HostPatch.omit({ auth: true, coolify: true })
  .required()
  .extend({
    expected_fingerprint: z.string().min(1).max(300).nullable(),
    auth: FileLogin,
  })

/** What a person chose, but for everything secret: settings, apps without keys, prices, hosts, the window's looks. */
export const SettingsFile = z.strictObject({
  banyan: z.literal('settings'),
  version: z.literal(settingsFileVersion),
  written_at: z.iso.datetime(),
  settings: z.partialRecord(SettingName, z.string().max(10_000)),
  apps: z.array(FileApp).max(1_000),
  prices: OwnPrices.shape.prices,
  hosts: z.array(FileHost).max(1_000),
  preferences: z.strictObject({
    language: z.enum(['system', ...languages]),
    theme: z.enum(themes),
  }),
})
export type SettingsFile = z.infer<typeof SettingsFile>

export type SettingsFileProblem =
  | { readonly problem: 'large' | 'json' | 'version' }
  /** Where it differs, such as `apps.2.name`. */
  | { readonly problem: 'form'; readonly where: string }

export type ReadSettingsFile = { readonly file: SettingsFile } | SettingsFileProblem

/** Takes nothing that it does not know, so that nobody smuggles anything past the preview. */
export function readSettingsFile(text: string): ReadSettingsFile {
  if (text.length > mostFileCharacters) return { problem: 'large' }
  const json = parsed(text)
  if (json === undefined) return { problem: 'json' }
  const read = SettingsFile.safeParse(json)
  if (read.success) {
    const stranger = Object.keys(read.data.settings).find(name => !travels(name))
    return stranger === undefined
      ? { file: read.data }
      : { problem: 'form', where: `settings.${stranger}` }
  }
  if (isNewer(json)) return { problem: 'version' }
  const [issue] = read.error.issues
  return { problem: 'form', where: issue?.path.join('.') || '–' }
}

/** Whether a setting stands in such a file: no secret, no address that is one as a rule, nothing that is never saved. */
export function travels(name: string): name is SettingName {
  const known = SettingName.safeParse(name)
  if (!known.success || known.data === 'alertWebhookUrl') return false
  const definition = settingDefinitions[known.data]
  return !('secret' in definition) && !('notSaved' in definition)
}

/** Whether a value has a user, a password or a key in an address, be it masked. */
export function holdsLogin(value: string): boolean {
  return /:\/\/[^/\s?#,]*@/.test(value) || holdsAddressSecret(value)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isNewer(json: unknown): boolean {
  const head = z.object({ banyan: z.literal('settings'), version: z.number() }).safeParse(json)
  return head.success && head.data.version > settingsFileVersion
}
