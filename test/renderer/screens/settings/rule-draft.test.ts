import { expect, test } from 'vitest'
import { alertRuleNames } from '#contract/model/alert'
import { AlertRules } from '#contract/model/alert-rules'
import {
  isGoodDraft,
  pacingFields,
  ruleDraft,
  ruleFields,
  ruleText,
} from '#renderer/screens/settings/rule-draft'

test('what is usual here is what the root takes when nothing is said', () => {
  const rules = alertRuleNames.map(rule => [
    rule,
    Object.fromEntries(ruleFields[rule].map(({ name, usual }) => [name, usual])),
  ])
  const pacing = pacingFields.map(({ name, usual }) => [name, usual])
  const said = AlertRules.parse(Object.fromEntries([...rules, ...pacing]))
  expect(said).toEqual(AlertRules.parse({}))
})

test('says only what is not as usual', () => {
  const text = '{"offline":{"after_seconds":120},"disk":false,"repeat_hours":12}'
  expect([ruleText(ruleDraft('{}')), ruleText(ruleDraft(text)), ruleText(ruleDraft('no'))]).toEqual(
    ['{}', text, '{}'],
  )
})

test('refuses what the root refuses', () => {
  const draft = ruleDraft('{}')
  const typed = (name: string, value: string) =>
    isGoodDraft({ ...draft, typed: { ...draft.typed, [name]: value } })
  expect([
    typed('error_rate.above_percent', '50'),
    typed('error_rate.above_percent', '0'),
    typed('error_rate.above_percent', ''),
    typed('latency.at_least', '1.5'),
    typed('disk.below_gib', '0.5'),
    typed('repeat_hours', 'often'),
  ]).toEqual([true, false, false, false, true, false])
})
