import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useWindowState } from '../../../state/use-window-state.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { type LoginDraft, loginErrors, loginKinds } from './ssh-draft.ts'
import { TextField } from './text-field.tsx'

interface Props {
  readonly login: LoginDraft
  readonly onChange: (login: LoginDraft) => void
  /** Whether what is missing is told already. */
  readonly isChecked: boolean
}

/** The ways to log in; what is secret goes out and never comes back. */
export function LoginFields({ login, onChange, isChecked }: Props) {
  const { t } = useTranslation()
  const { ask } = useWindowState()
  const keyId = useId()
  const errors = isChecked ? loginErrors(login) : {}
  const put = (change: Partial<LoginDraft>) => onChange({ ...login, ...change })
  const said = (name: keyof typeof errors) => {
    const error = errors[name]
    return error ? t(`hostAdd.${error}`) : null
  }

  async function choose() {
    const path = await ask('key-file.choose', null).catch(() => null)
    if (path !== null) put({ path })
  }

  const passphrase = (
    <TextField
      label={t('hostAdd.passphrase')}
      hint={t('hostAdd.passphraseHint')}
      type="password"
      value={login.passphrase}
      onChange={value => put({ passphrase: value })}
    />
  )
  return (
    <>
      <div>
        <Segmented
          label={t('hostAdd.login')}
          value={login.kind}
          onChange={kind => put({ kind })}
          choices={loginKinds.map(value => ({ value, label: t(`hostAdd.${value}`) }))}
        />
      </div>
      {login.kind === 'keyFile' && (
        <>
          <TextField
            label={t('hostAdd.path')}
            hint={t('hostAdd.pathHint')}
            error={said('path')}
            isMono
            value={login.path}
            onChange={path => put({ path })}
            after={<Button onClick={() => void choose()}>{t('hostAdd.choose')}</Button>}
          />
          {passphrase}
        </>
      )}
      {login.kind === 'keyText' && (
        <>
          <Field
            id={keyId}
            label={t('hostAdd.key')}
            hint={t('hostAdd.keyHint')}
            error={said('key')}
          >
            <textarea
              id={keyId}
              className="mono"
              rows={5}
              value={login.key}
              spellCheck={false}
              autoComplete="off"
              maxLength={64_000}
              aria-describedby={`${keyId}-says`}
              onChange={event => put({ key: event.target.value })}
            />
          </Field>
          {passphrase}
        </>
      )}
      {login.kind === 'agent' && <p className="dim">{t('hostAdd.agentHint')}</p>}
      {login.kind === 'password' && (
        <TextField
          label={t('hostAdd.password')}
          hint={t('hostAdd.keyHint')}
          error={said('password')}
          type="password"
          value={login.password}
          onChange={password => put({ password })}
        />
      )}
    </>
  )
}
