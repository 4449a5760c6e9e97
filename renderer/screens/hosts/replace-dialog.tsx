import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedHost } from '#contract/http/hosts'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { useCallApi } from '../../state/use-api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { useCommand } from '../../ui/use-command.ts'
import type { HostRow } from './host-state.ts'

interface Props {
  readonly host: ListedHost
  readonly rows: readonly HostRow[]
  readonly onClose: () => void
  readonly onStarted: (deploymentId: string) => void
}

/** Puts another machine in the place of one. */
export function ReplaceDialog({ host, rows, onClose, onStarted }: Props) {
  const { t } = useTranslation()
  const api = useCallApi()
  const { isRunning, fault, run } = useCommand()
  const others = rows.filter(row => row.host.id !== host.id && row.deploymentId === null)
  const [by, setBy] = useState(others.find(row => !row.host.installed)?.host.id ?? '')
  const { name } = host

  const replace = () =>
    run(async () => {
      const path = { id: host.id }
      const { deployment_id } = await api('replaceHost', { path, body: { by } })
      onStarted(deployment_id)
    })

  return (
    <Dialog
      title={t('hosts.replaceTitle', { name })}
      text={others.length > 0 ? t('hosts.replaceText', { name }) : t('hosts.replaceNone')}
      onClose={onClose}
    >
      {others.length > 0 && (
        <div className="form">
          <Field id="replace-by" label={t('hosts.replaceBy')}>
            <select id="replace-by" value={by} onChange={event => setBy(event.target.value)}>
              {others.map(row => (
                <option key={row.host.id} value={row.host.id}>
                  {row.host.name} · {t(`hosts.is.${row.state}`)}
                </option>
              ))}
            </select>
          </Field>
        </div>
      )}
      {fault && (
        <p className="says wrong" role="alert">
          {faultSentence(t, fault)}
        </p>
      )}
      <DialogActions>
        <Button onClick={onClose}>{t('hostAdd.cancel')}</Button>
        {others.length > 0 && (
          <Button look="primary" disabled={isRunning || by === ''} onClick={() => void replace()}>
            {t('hosts.act.replace')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}
