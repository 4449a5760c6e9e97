import { flagOf, type SettingName, settingDefinitions } from '#contract/model/setting'
import { type SectionName, sectionNames, sectionSettings } from './sections.ts'

/** What a setting and its part are called in the language of the window. */
export interface SettingWords {
  readonly label: (name: SettingName) => string
  readonly hint: (name: SettingName) => string
  readonly section: (name: SectionName) => string
  /** What else stands in a part. */
  readonly about: (name: SectionName) => string
}

export interface Hit {
  readonly section: SectionName
  readonly settings: readonly SettingName[]
}

/** The settings that hold every word that was typed: by name, hint, part, variable or flag; in their parts. */
export function findSettings(typed: string, words: SettingWords): readonly Hit[] {
  const wanted = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return []
  return sectionNames.flatMap(section => {
    const title = words.section(section)
    const settings = sectionSettings[section].filter(name => {
      const all = [title, words.label(name), words.hint(name), ...outsideNames(name)]
      const text = all.join('\n').toLocaleLowerCase()
      return wanted.every(word => text.includes(word))
    })
    const whole = `${title}\n${words.about(section)}`.toLocaleLowerCase()
    const isNamed = wanted.every(word => whole.includes(word))
    return settings.length > 0 || isNamed ? [{ section, settings }] : []
  })
}

const outsideNames = (name: SettingName) => [settingDefinitions[name].env, flagOf(name), name]
