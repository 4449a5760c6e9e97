import { type AlertRuleName, alertRuleNames } from '#contract/model/alert'
import { settingDefinitions } from '#contract/model/setting'

/** The numbers of each rule by their names in the setting, with what they are when nothing is said. */
export const ruleFields = {
  offline: [{ name: 'after_seconds', text: 'offline_after', unit: 's', usual: 60 }],
  error_rate: [
    { name: 'above_percent', text: 'error_above', unit: 'percent', usual: 20 },
    { name: 'at_least', text: 'error_least', unit: 'requests', usual: 10 },
    { name: 'over_seconds', text: 'error_over', unit: 's', usual: 300 },
  ],
  latency: [
    { name: 'above_ms', text: 'latency_above', unit: 'ms', usual: 10_000 },
    { name: 'at_least', text: 'latency_least', unit: 'requests', usual: 10 },
    { name: 'over_seconds', text: 'latency_over', unit: 's', usual: 300 },
  ],
  budget: [{ name: 'at_percent', text: 'budget_at', unit: 'percent', usual: 80 }],
  disk: [
    { name: 'below_percent', text: 'disk_percent', unit: 'percent', usual: 10 },
    { name: 'below_gib', text: 'disk_gib', unit: 'gib', usual: 1 },
  ],
  idle: [],
} as const satisfies Readonly<Record<AlertRuleName, readonly RuleField[]>>

export const pacingFields = [
  { name: 'repeat_hours', text: 'repeat', unit: 'h', usual: 6 },
  { name: 'gather_seconds', text: 'gather', unit: 's', usual: 15 },
] as const satisfies readonly RuleField[]

interface RuleField {
  readonly name: string
  readonly text: string
  readonly unit: 's' | 'ms' | 'h' | 'percent' | 'requests' | 'gib'
  readonly usual: number
}

/** The rules as they are being edited: numbers as they are typed. */
export interface RuleDraft {
  readonly isOn: Readonly<Record<AlertRuleName, boolean>>
  /** By `rule.field`; those of the pacing by their names alone. */
  readonly typed: Readonly<Record<string, string>>
}

export function ruleDraft(text: string): RuleDraft {
  const given = objectIn(text)
  const isOn = alertRuleNames.map(rule => [rule, given[rule] !== false && given[rule] !== null])
  const rules = alertRuleNames.flatMap(rule => {
    const own = objectOf(given[rule])
    return ruleFields[rule].map(({ name, usual }) => [`${rule}.${name}`, typedOf(own[name], usual)])
  })
  const pacing = pacingFields.map(({ name, usual }) => [name, typedOf(given[name], usual)])
  return {
    // Sound: made of every rule just above.
    isOn: Object.fromEntries(isOn) as Record<AlertRuleName, boolean>,
    typed: Object.fromEntries([...rules, ...pacing]),
  }
}

/** Only what is not as usual is said, so that better defaults of a later version hold. */
export function ruleText({ isOn, typed }: RuleDraft): string {
  const said = (fields: readonly RuleField[], prefix: string) =>
    fields.flatMap(({ name, usual }) => {
      const value = numberOf(typed[`${prefix}${name}`])
      return value === usual ? [] : [[name, value] as const]
    })
  const rules = alertRuleNames.flatMap<readonly [string, unknown]>(rule => {
    if (!isOn[rule]) return [[rule, false]]
    const own = said(ruleFields[rule], `${rule}.`)
    return own.length > 0 ? [[rule, Object.fromEntries(own)]] : []
  })
  return JSON.stringify(Object.fromEntries([...rules, ...said(pacingFields, '')]))
}

export function isGoodDraft(draft: RuleDraft): boolean {
  return settingDefinitions.alertRules.schema.safeParse(ruleText(draft)).success
}

/** What is no number becomes null, which the schema refuses. */
function numberOf(typed: string | undefined): number | null {
  const text = (typed ?? '').trim()
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : null
}

const typedOf = (value: unknown, usual: number) => String(typeof value === 'number' ? value : usual)

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    return objectOf(JSON.parse(text))
  } catch {
    return {}
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  // Sound: what is an object can be asked for any name.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
