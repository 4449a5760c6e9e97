import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedApp } from '#contract/http/apps'
import { cacheRules, defaultAppId } from '#contract/model/app'
import { faultSentence } from '../../../i18n/fault-sentence.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { useCommand } from '../../../ui/use-command.ts'
import {
  type AppField,
  type AppForm,
  cacheRuleOf,
  emptyApp,
  formOf,
  readAppForm,
} from './app-form.ts'

type Body = Extract<ReturnType<typeof readAppForm>, { readonly body: unknown }>['body']

interface Props {
  /** Null: a new one. */
  readonly app: ListedApp | null
  readonly onSave: (body: Body) => Promise<unknown>
  readonly onClose: () => void
}

const typedFields = [
  { field: 'perMinute', type: 'text' },
  { field: 'perDay', type: 'text' },
  { field: 'budget', type: 'text' },
  { field: 'expires', type: 'date' },
] as const satisfies readonly { readonly field: AppField; readonly type: string }[]

/** What an app is called and may do. */
export function AppDialog({ app, onSave, onClose }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const [form, setForm] = useState<AppForm>(() => (app ? formOf(app) : emptyApp))
  const [isTried, setTried] = useState(false)
  const { isRunning, fault, run } = useCommand()
  const read = readAppForm(form)
  const wrong = 'wrong' in read ? read.wrong : []
  const error = (field: AppField) =>
    wrong.includes(field) && (isTried || form[field] !== '')
      ? t(`settings.apps.wrong.${field}`)
      : null

  async function finish(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if ('body' in read && (await run(() => onSave(read.body)))) onClose()
  }

  const input = (field: AppField, type = 'text', placeholder = '') => (
    <input
      id={`${id}-${field}`}
      type={type}
      inputMode={type === 'text' && field !== 'name' && field !== 'models' ? 'decimal' : undefined}
      className={field === 'models' ? 'mono' : ''}
      spellCheck={false}
      autoComplete="off"
      placeholder={placeholder}
      value={form[field]}
      readOnly={field === 'name' && app?.id === defaultAppId}
      aria-invalid={error(field) !== null}
      aria-describedby={`${id}-${field}-says`}
      onChange={event => setForm({ ...form, [field]: event.target.value })}
    />
  )

  return (
    <Dialog
      isWide
      title={app ? t('settings.apps.edit', { name: app.name }) : t('settings.apps.add')}
      text={app ? undefined : t('settings.apps.addText')}
      onClose={onClose}
    >
      <form className="app-form" onSubmit={event => void finish(event)}>
        <Field id={`${id}-name`} label={t('settings.apps.name')} error={error('name')}>
          {input('name')}
        </Field>
        <Field
          id={`${id}-models`}
          label={t('settings.apps.models')}
          hint={t('settings.apps.modelsHint')}
          error={error('models')}
        >
          {input('models', 'text', t('settings.apps.everyModel'))}
        </Field>
        {typedFields.map(({ field, type }) => (
          <Field
            key={field}
            id={`${id}-${field}`}
            label={t(`settings.apps.${field}`)}
            hint={field === 'budget' ? t('settings.apps.budgetHint') : undefined}
            error={error(field)}
          >
            {input(field, type, t('settings.apps.noLimit'))}
          </Field>
        ))}
        <Field
          id={`${id}-cache`}
          label={t('settings.apps.cache')}
          hint={t('settings.apps.cacheHint')}
        >
          <select
            id={`${id}-cache`}
            value={form.cache}
            aria-describedby={`${id}-cache-says`}
            onChange={event => setForm({ ...form, cache: cacheRuleOf(event.target.value) })}
          >
            {cacheRules.map(rule => (
              <option key={rule} value={rule}>
                {t(`settings.apps.cache_${rule}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field
          id={`${id}-contents`}
          label={t('settings.apps.contents')}
          hint={t('settings.apps.contentsHint')}
        >
          <div className="field-switch">
            <input
              id={`${id}-contents`}
              type="checkbox"
              role="switch"
              checked={form.keepsContents}
              aria-checked={form.keepsContents}
              aria-describedby={`${id}-contents-says`}
              onChange={event => setForm({ ...form, keepsContents: event.target.checked })}
            />
            <span aria-hidden="true">
              {form.keepsContents ? t('settings.on') : t('settings.off')}
            </span>
          </div>
        </Field>
        {fault && (
          <p className="says wrong" role="alert">
            {faultSentence(t, fault)}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{t('settings.apps.cancel')}</Button>
          <Button look="primary" type="submit" disabled={isRunning}>
            {t(app ? 'settings.apps.save' : 'settings.apps.create')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
