import { type SettingName, settingDefinitions } from '#contract/model/setting'

/** The same rule as the root's; only, an empty box is no number here, where a schema would read 0. */
export function isAllowed(name: SettingName, text: string): boolean {
  const { schema, fallback } = settingDefinitions[name]
  const isNumber = /^\d+$/.test(fallback)
  if (isNumber && text.trim() === '') return false
  return schema.safeParse(text.trim()).success
}
