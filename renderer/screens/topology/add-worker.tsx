import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { useWindowState } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { useCommand } from '../../ui/use-command.ts'

export function AddWorker({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { ask } = useWindowState()
  const { isRunning, fault, run } = useCommand()
  const [url, setUrl] = useState('')
  const [name, setName] = useState('')
  const [key, setKey] = useState('')
  const [wasSent, setSent] = useState(false)
  const id = useId()
  const isGood = /^https?:\/\/[^\s/]/i.test(url.trim()) && URL.canParse(url.trim())

  function add(event: FormEvent) {
    event.preventDefault()
    setSent(true)
    if (!isGood) return
    void run(async () => {
      await ask('worker.add', { url: url.trim(), name: name.trim(), key: key.trim() })
      onClose()
    })
  }

  return (
    <Dialog title={t('addWorker.title')} text={t('addWorker.urlHint')} onClose={onClose}>
      <form className="topo-form" noValidate onSubmit={add}>
        <Field
          id={`${id}-url`}
          label={t('addWorker.url')}
          error={wasSent && !isGood ? t('addWorker.badUrl') : null}
        >
          <input
            id={`${id}-url`}
            className="mono"
            type="url"
            placeholder="http://192.168.1.20:3001"
            value={url}
            maxLength={2000}
            spellCheck={false}
            aria-invalid={wasSent && !isGood}
            aria-describedby={`${id}-url-says`}
            onChange={event => setUrl(event.target.value)}
          />
        </Field>
        <Field id={`${id}-name`} label={t('addWorker.name')}>
          <input
            id={`${id}-name`}
            value={name}
            maxLength={128}
            onChange={event => setName(event.target.value)}
          />
        </Field>
        <Field id={`${id}-key`} label={t('addWorker.key')} hint={t('addWorker.keyHint')}>
          <input
            id={`${id}-key`}
            type="password"
            autoComplete="off"
            value={key}
            maxLength={1000}
            aria-describedby={`${id}-key-says`}
            onChange={event => setKey(event.target.value)}
          />
        </Field>
        {fault && (
          <p className="says wrong" role="alert">
            {faultSentence(t, fault)}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{t('addWorker.cancel')}</Button>
          <Button look="primary" type="submit" disabled={isRunning}>
            {t('addWorker.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
