import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../../i18n/fault-sentence.ts'
import { useToasts } from '../../../state/toasts.ts'
import { useApi, useCallApi, useOutdate } from '../../../state/use-api.ts'
import { Button } from '../../../ui/button.tsx'
import { DialogActions } from '../../../ui/dialog.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { useCommand } from '../../../ui/use-command.ts'
import { CoolifyAccountForm } from './coolify-account-form.tsx'
import { CoolifyServers } from './coolify-servers.tsx'

interface Props {
  readonly onBack: () => void
  readonly onClose: () => void
}

/** An account with a Coolify, then the servers of it that become hosts. */
export function AddByCoolify({ onBack, onClose }: Props) {
  const { t } = useTranslation()
  const api = useCallApi()
  const outdate = useOutdate()
  const toasts = useToasts()
  const { isRunning, fault, run } = useCommand()
  const reading = useApi('listCoolifyAccounts')
  const accounts = reading.data?.accounts ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const accountId = chosen ?? accounts[0]?.id ?? 'new'

  const add = () =>
    run(async () => {
      const path = { id: accountId }
      const { servers } = await api('importCoolifyServers', {
        path,
        body: { servers: [...ticked] },
      })
      await outdate('listHosts', 'listCoolifyServers')
      const failed = servers.filter(({ result }) => result === 'failed')
      for (const { name, detail } of failed) toasts.warn(`${name}: ${detail ?? ''}`)
      const count = servers.filter(({ result }) => result === 'added').length
      toasts.say(t('hostAdd.importedHosts', { count }))
      onClose()
    })

  if (reading.data && accountId === 'new') {
    return (
      <CoolifyAccountForm
        onBack={accounts.length > 0 ? () => setChosen(null) : onBack}
        onClose={onClose}
        onAdded={setChosen}
      />
    )
  }
  return (
    <div className="form">
      <Loaded reading={reading}>
        {() => (
          <>
            <div className="form-line">
              <select
                aria-label={t('hostAdd.accounts')}
                value={accountId}
                onChange={event => {
                  setChosen(event.target.value)
                  setTicked(new Set())
                }}
              >
                {accounts.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
                <option value="new">{t('hostAdd.newAccount')}</option>
              </select>
              {accounts.map(
                ({ id, team, version }) =>
                  id === accountId && (
                    <span key={id} className="dim">
                      {t('hostAdd.team', { team, version })}
                    </span>
                  ),
              )}
            </div>
            {accounts
              .flatMap(({ id, warnings }) => (id === accountId ? warnings : []))
              .map(words => (
                <p key={words} className="says">
                  {words}
                </p>
              ))}
            <CoolifyServers accountId={accountId} ticked={ticked} onTicked={setTicked} />
          </>
        )}
      </Loaded>
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
        <Button look="primary" disabled={isRunning || ticked.size === 0} onClick={() => void add()}>
          {ticked.size === 0
            ? t('hostAdd.importNone')
            : t('hostAdd.importServers', { count: ticked.size })}
        </Button>
      </DialogActions>
    </div>
  )
}
