import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../../i18n/fault-sentence.ts'
import { useCallApi, useOutdate } from '../../../state/use-api.ts'
import { Button } from '../../../ui/button.tsx'
import { DialogActions } from '../../../ui/dialog.tsx'
import { useCommand } from '../../../ui/use-command.ts'
import { TextField } from './text-field.tsx'

interface Props {
  readonly onBack: () => void
  readonly onClose: () => void
  readonly onAdded: (accountId: string) => void
}

/** Its address and a token, which are tried at once. */
export function CoolifyAccountForm({ onBack, onClose, onAdded }: Props) {
  const { t } = useTranslation()
  const api = useCallApi()
  const outdate = useOutdate()
  const { isRunning, fault, run } = useCommand()
  const [url, setUrl] = useState('')
  const [token, setToken] = useState('')
  const [image, setImage] = useState('')
  const [isChecked, setChecked] = useState(false)
  const urlError = /^https?:\/\/\S+$/.test(url.trim()) ? null : t('hostAdd.urlNeeded')
  const tokenError = token.trim() === '' ? t('hostAdd.tokenNeeded') : null

  const connect = () =>
    run(async () => {
      const body = {
        url: url.trim(),
        token: token.trim(),
        ...(image.trim() !== '' && { image: image.trim() }),
      }
      const { id } = await api('addCoolifyAccount', { body })
      await outdate('listCoolifyAccounts')
      onAdded(id)
    })

  return (
    <form
      className="form"
      onSubmit={event => {
        event.preventDefault()
        setChecked(true)
        if (!urlError && !tokenError) void connect()
      }}
    >
      <TextField
        label={t('hostAdd.url')}
        hint={t('hostAdd.urlHint')}
        error={isChecked ? urlError : null}
        isMono
        isFocused
        value={url}
        onChange={setUrl}
      />
      <TextField
        label={t('hostAdd.token')}
        hint={t('hostAdd.tokenHint')}
        error={isChecked ? tokenError : null}
        type="password"
        value={token}
        onChange={setToken}
      />
      <TextField
        label={t('hostAdd.image')}
        hint={t('hostAdd.imageHint')}
        isMono
        value={image}
        onChange={setImage}
      />
      {fault && (
        <p className="says wrong" role="alert">
          {faultSentence(t, fault)}
        </p>
      )}
      <DialogActions>
        <Button className="at-start" onClick={onBack}>
          {t('hostAdd.back')}
        </Button>
        <Button onClick={onClose}>{t('hostAdd.cancel')}</Button>
        <Button look="primary" type="submit" disabled={isRunning}>
          {t('hostAdd.connect')}
        </Button>
      </DialogActions>
    </form>
  )
}
