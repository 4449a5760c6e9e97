import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { alertRuleNames } from '#contract/model/alert'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { DraftActions } from './draft-actions.tsx'
import { EditorRow } from './editor-row.tsx'
import { isGoodDraft, pacingFields, ruleDraft, ruleFields, ruleText } from './rule-draft.ts'
import type { SettingProps } from './setting-props.ts'
import { Source } from './source.tsx'
import { useDraft } from './use-draft.ts'

type Field = (typeof ruleFields)[keyof typeof ruleFields][number] | (typeof pacingFields)[number]

/** When each rule of the alerts holds, and how often it is told. */
export function RulesSetting({ view, isFixed, isSaving, fault, save }: SettingProps) {
  const { t } = useTranslation()
  const { value: draft, isChanged, change, drop } = useDraft(view.value ?? '{}', ruleDraft)
  const isGood = isGoodDraft(draft)
  const text = ruleText(draft)

  async function finish() {
    if (await save(text === '{}' ? null : text)) drop()
  }

  const field = (key: string, rule: string, isOff: boolean) => (one: Field) => {
    const name = `${key}${one.name}`
    const words = t(`settings.alerting.field.${one.text}`)
    return (
      <label key={name} className="rule-field">
        <span className="dim">{words}</span>
        <input
          className="number"
          inputMode="decimal"
          aria-label={rule === '' ? words : t('settings.alerting.named', { rule, field: words })}
          value={draft.typed[name] ?? ''}
          readOnly={isFixed}
          disabled={isOff}
          onChange={event =>
            change({ ...draft, typed: { ...draft.typed, [name]: event.target.value } })
          }
        />
        <span className="dim">{unitText(t, one.unit)}</span>
      </label>
    )
  }

  return (
    <EditorRow
      id={view.name}
      label={t('settings.alerting.rules')}
      error={isGood ? fault && faultSentence(t, fault) : t('settings.alerting.wrong')}
      source={<Source view={view} save={save} />}
    >
      <ul className="rule-rows">
        {alertRuleNames.map(rule => (
          <li key={rule} className="rule-row">
            <label className="rule-switch">
              <input
                className="rule-toggle"
                type="checkbox"
                role="switch"
                checked={draft.isOn[rule]}
                aria-checked={draft.isOn[rule]}
                disabled={isFixed}
                onChange={event =>
                  change({ ...draft, isOn: { ...draft.isOn, [rule]: event.target.checked } })
                }
              />
              {t(`settings.alerting.rule.${rule}`)}
            </label>
            <div className="rule-fields">
              {rule === 'idle' && <span className="dim">{t('settings.alerting.oracle')}</span>}
              {ruleFields[rule].map(
                field(`${rule}.`, t(`settings.alerting.rule.${rule}`), !draft.isOn[rule]),
              )}
            </div>
          </li>
        ))}
        <li className="rule-row pacing">{pacingFields.map(field('', '', false))}</li>
      </ul>
      {isChanged && !isFixed && (
        <div className="editor-foot">
          <DraftActions
            save={t('settings.alerting.save')}
            discard={t('settings.alerting.discard')}
            isGood={isGood}
            isSaving={isSaving}
            onSave={() => void finish()}
            onDiscard={drop}
          />
        </div>
      )}
    </EditorRow>
  )
}

function unitText(t: TFunction, unit: Field['unit']): string {
  if (unit === 's' || unit === 'ms' || unit === 'h') return t(`unit.${unit}`)
  return t(`settings.alerting.unit.${unit}`)
}
