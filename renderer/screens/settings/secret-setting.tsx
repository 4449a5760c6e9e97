import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { allowedText, faultSentence } from '../../i18n/fault-sentence.ts'
import { Button } from '../../ui/button.tsx'
import { isAllowed } from './is-allowed.ts'
import { Row } from './row.tsx'
import { SecretRemoval } from './secret-removal.tsx'
import type { SettingProps } from './setting-props.ts'
import { Source } from './source.tsx'

/** Goes in and never comes out: the window learns only whether it is set, and from where. */
export function SecretSetting({ view, isFixed, save, isSaving, fault }: SettingProps) {
  const { t } = useTranslation()
  const { name } = view
  const label = t(`setting.${name}.label`)
  const enter = name === 'rootSecret' ? 'settings.enterSecret' : 'settings.enterKey'
  const [draft, setDraft] = useState('')
  const [isRemoving, setRemoving] = useState(false)
  const isGood = draft === '' || isAllowed(name, draft)
  const allowed = allowedText(t, name)

  async function finish(event: FormEvent) {
    event.preventDefault()
    if (draft.trim() === '' || !isGood) return
    if (await save(draft.trim())) setDraft('')
  }

  const refusal = isGood || allowed === null ? null : t('allowed.sentence', { allowed })
  return (
    <Row
      id={name}
      label={label}
      hint={t(`setting.${name}.hint`)}
      error={refusal ?? (fault && faultSentence(t, fault))}
      onSubmit={event => void finish(event)}
      source={
        view.isSet ? (
          <>
            <b>{t('settings.keySet')}</b> · <Source view={view} save={save} />
          </>
        ) : (
          t('settings.keyNotSet')
        )
      }
    >
      <input
        id={name}
        className="mono"
        type="password"
        autoComplete="off"
        placeholder={isFixed ? '' : t(view.isSet ? 'settings.replaceKey' : enter)}
        value={draft}
        readOnly={isFixed}
        aria-invalid={!isGood}
        aria-describedby={`${name}-hint ${name}-says`}
        onChange={event => setDraft(event.target.value)}
        onKeyDown={event => event.key === 'Escape' && setDraft('')}
      />
      {draft !== '' && (
        <Button
          aria-label={t('settings.saveKeyNamed', { name: label })}
          type="submit"
          disabled={!isGood || isSaving}
        >
          {t('settings.saveKey')}
        </Button>
      )}
      {draft === '' && view.source === 'saved' && view.isSet && (
        <Button
          aria-label={t('settings.removeKeyNamed', { name: label })}
          disabled={isSaving}
          onClick={() => setRemoving(true)}
        >
          {t('settings.removeKey')}
        </Button>
      )}
      {isRemoving && (
        <SecretRemoval
          label={label}
          onRemove={() => save(null)}
          onClose={() => setRemoving(false)}
        />
      )}
    </Row>
  )
}
