import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HostPatch, ListedHost } from '#contract/http/hosts'
import { hostMethodChoices, hostTransports } from '#contract/model/host'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { useToasts } from '../../state/toasts.ts'
import { useCallApi, useOutdate } from '../../state/use-api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { LoginFields } from './add/login-fields.tsx'
import { MachineFields } from './add/machine-fields.tsx'
import { emptyLogin, loginBody, loginErrors, machineBody, machineErrors } from './add/ssh-draft.ts'
import { TextField } from './add/text-field.tsx'
import type { HostRow } from './host-state.ts'

interface Props {
  readonly host: ListedHost
  readonly rows: readonly HostRow[]
  readonly onClose: () => void
}

/** What its owner says of a host. The login stays as it is unless another one is given. */
export function EditDialog({ host, rows, onClose }: Props) {
  const { t } = useTranslation()
  const api = useCallApi()
  const outdate = useOutdate()
  const toasts = useToasts()
  const { isRunning, fault, run } = useCommand()
  const [draft, setDraft] = useState(() => draftOf(host))
  const [keepsLogin, setKeepsLogin] = useState(host.auth.readable)
  const [method, setMethod] = useState(host.method)
  const [transport, setTransport] = useState(host.transport)
  const [priority, setPriority] = useState(String(host.priority))
  const [critical, setCritical] = useState(host.critical)
  const [isChecked, setChecked] = useState(false)
  const isPriority = /^\d{1,3}$/.test(priority)

  async function save() {
    const errors = { ...machineErrors(draft), ...(keepsLogin ? {} : loginErrors(draft.login)) }
    setChecked(true)
    if (Object.keys(errors).length > 0 || !isPriority) return
    const path = { id: host.id }
    const body: HostPatch = {
      ...machineBody(draft),
      ...{ method, transport, critical, priority: Number(priority) },
      ...(keepsLogin ? {} : { auth: loginBody(draft.login) }),
    }
    const isSaved = await run(async () => {
      await api('changeHost', { path, body })
      await outdate('listHosts')
    })
    if (!isSaved) return
    // A login that was replaced cannot come back: nobody has it any more.
    const undo = async () => {
      await api('changeHost', { path, body: before(host) })
      await outdate('listHosts')
    }
    toasts.say(t('hosts.saved', { name: draft.name || host.name }), keepsLogin ? undo : null)
    onClose()
  }

  return (
    <Dialog
      isWide
      title={t('hosts.editTitle', { name: host.name })}
      text={t('hosts.editHint')}
      onClose={onClose}
    >
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault()
          void save()
        }}
      >
        <MachineFields
          draft={draft}
          onChange={setDraft}
          isChecked={isChecked}
          jumps={rows.filter(row => row.host.id !== host.id)}
        />
        <div className="form-grid">
          <TextField
            label={t('hostAdd.priority')}
            hint={t('hostAdd.priorityHint')}
            error={isPriority ? null : t('hostAdd.priorityWrong')}
            value={priority}
            onChange={setPriority}
          />
          <label className="tick-line">
            <input
              type="checkbox"
              className="tick"
              checked={critical}
              onChange={event => setCritical(event.target.checked)}
            />
            {t('hostAdd.critical')}
          </label>
        </div>
        <div className="form-line">
          <span>{t('hostAdd.method')}</span>
          <Segmented
            label={t('hostAdd.method')}
            value={method}
            onChange={setMethod}
            choices={hostMethodChoices.map(value => ({ value, label: t(`hosts.by.${value}`) }))}
          />
        </div>
        <div className="form-line">
          <span>{t('hostAdd.transport')}</span>
          <Segmented
            label={t('hostAdd.transport')}
            value={transport}
            onChange={setTransport}
            choices={hostTransports.map(value => ({ value, label: t(`hosts.through.${value}`) }))}
          />
        </div>
        <label className="tick-line">
          <input
            type="checkbox"
            className="tick"
            checked={keepsLogin}
            onChange={event => setKeepsLogin(event.target.checked)}
          />
          {t('hosts.keepLogin')}
        </label>
        {!keepsLogin && (
          <LoginFields
            login={draft.login}
            onChange={login => setDraft({ ...draft, login })}
            isChecked={isChecked}
          />
        )}
        {fault && (
          <p className="says wrong" role="alert">
            {faultSentence(t, fault)}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{t('hostAdd.cancel')}</Button>
          <Button look="primary" type="submit" disabled={isRunning}>
            {t('hosts.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function draftOf(host: ListedHost) {
  return {
    ...{ address: host.address, port: String(host.port), user: host.user, name: host.name },
    ...{ region: host.region ?? '', jump: host.jump ?? '' },
    cost: host.monthly_cost === null ? '' : String(host.monthly_cost),
    login: { ...emptyLogin, path: host.auth.private_key_path ?? emptyLogin.path },
  }
}

function before({ name, address, port, user, region, jump, ...host }: ListedHost): HostPatch {
  const { monthly_cost, method, transport, priority, critical } = host
  return {
    ...{ name, address, port, user, region, jump },
    ...{ monthly_cost, method, transport, priority, critical },
  }
}
