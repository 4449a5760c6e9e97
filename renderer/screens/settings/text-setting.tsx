import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { allowedText, faultSentence } from '../../i18n/fault-sentence.ts'
import { isAllowed } from './is-allowed.ts'
import { Row } from './row.tsx'
import type { NumberUnit } from './setting-controls.ts'
import type { SettingProps } from './setting-props.ts'
import { Source } from './source.tsx'

interface Props extends SettingProps {
  readonly unit: NumberUnit | null
  readonly isNumber?: boolean
  /** What could stand there. */
  readonly example?: string | null
}

/** Checked while it is typed, saved on Enter or on leaving it, taken back with Esc. */
export function TextSetting(props: Props) {
  const { view, isFixed, save, fault, unit, isNumber = false, example = null } = props
  const { t } = useTranslation()
  const { name } = view
  const saved = view.value ?? ''
  const [draft, setDraft] = useState<string | null>(null)
  const text = draft ?? saved
  const isGood = draft === null || isAllowed(name, draft)
  const allowed = allowedText(t, name)

  async function finish() {
    if (draft === null || !isGood) return
    if (draft.trim() === saved || (await save(draft.trim()))) setDraft(null)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) void finish()
    if (event.key === 'Escape') setDraft(null)
  }

  const refusal = isGood || allowed === null ? null : t('allowed.sentence', { allowed })
  return (
    <Row
      id={name}
      label={t(`setting.${name}.label`)}
      hint={t(`setting.${name}.hint`)}
      error={refusal ?? (fault && faultSentence(t, fault))}
      source={<Source view={view} save={save} />}
    >
      <input
        id={name}
        className={isNumber ? 'number' : 'mono'}
        inputMode={isNumber ? 'numeric' : 'text'}
        spellCheck={false}
        autoComplete="off"
        value={text}
        placeholder={isFixed ? undefined : (example ?? undefined)}
        readOnly={isFixed}
        aria-invalid={!isGood}
        aria-describedby={`${name}-hint ${name}-says`}
        onChange={event => setDraft(event.target.value)}
        onBlur={() => void finish()}
        onKeyDown={onKeyDown}
      />
      {unit && <span className="unit">{t(`unit.${unit}`)}</span>}
    </Row>
  )
}
