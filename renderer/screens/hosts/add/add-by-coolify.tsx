import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedHost } from '#contract/http/hosts'
import { faultSentence } from '../../../i18n/fault-sentence.ts'
import { useToasts } from '../../../state/toasts.ts'
import { useApi, useCallApi, useOutdate } from '../../../state/use-api.ts'
import { Button } from '../../../ui/button.tsx'
import { DialogActions } from '../../../ui/dialog.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { useCommand } from '../../../ui/use-command.ts'
import { CoolifyAccount } from './coolify-account.tsx'
import { CoolifyAccountForm } from './coolify-account-form.tsx'
import { CoolifyServers } from './coolify-servers.tsx'

interface Props {
  readonly onBack: () => void
  readonly onClose: () => void
  readonly onPlan: (hosts: readonly ListedHost[]) => void
}

const transports = ['tunnel', 'http'] as const

/** An account with a Coolify, then the servers of it that become hosts. */
export function AddByCoolify({ onBack, onClose, onPlan }: Props) {
  const { t } = useTranslation()
  const api = useCallApi()
  const outdate = useOutdate()
  const toasts = useToasts()
  const { isRunning, fault, run } = useCommand()
  const reading = useApi('listCoolifyAccounts')
  const accounts = reading.data?.accounts ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [transport, setTransport] = useState<(typeof transports)[number]>('tunnel')
  const accountId = chosen ?? accounts[0]?.id ?? 'new'
  const account = accounts.find(({ id }) => id === accountId)

  const add = () =>
    run(async () => {
      const path = { id: accountId }
      const { servers } = await api('importCoolifyServers', {
        path,
        body: { servers: [...ticked], transport },
      })
      await outdate('listHosts', 'listCoolifyServers')
      const failed = servers.filter(({ result }) => result === 'failed')
      for (const { name, detail } of failed) toasts.warn(`${name}: ${detail ?? ''}`)
      const added = servers.flatMap(({ result, host_id }) => (result === 'added' ? [host_id] : []))
      toasts.say(t('hostAdd.importedHosts', { count: added.length }))
      onClose()
      // By the tunnel each of them needs a login first.
      if (transport === 'tunnel' || added.length === 0) return
      const { hosts } = await api('listHosts')
      onPlan(hosts.filter(({ id }) => added.includes(id)))
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
              {account && (
                <span className="dim">
                  {t('hostAdd.team', { team: account.team, version: account.version })}
                </span>
              )}
            </div>
            {account && <CoolifyAccount key={account.id} account={account} />}
            <CoolifyServers accountId={accountId} ticked={ticked} onTicked={setTicked} />
            <div className="form-line">
              <span>{t('hostAdd.transport')}</span>
              <Segmented
                label={t('hostAdd.transport')}
                value={transport}
                onChange={setTransport}
                choices={transports.map(value => ({ value, label: t(`hosts.through.${value}`) }))}
              />
              <span className="says">{t(`hostAdd.coolifyBy.${transport}`)}</span>
            </div>
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
