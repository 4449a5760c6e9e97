import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedHost } from '#contract/http/hosts'
import { faultSentence } from '../../../i18n/fault-sentence.ts'
import { useToasts } from '../../../state/toasts.ts'
import { useCallApi, useOutdate } from '../../../state/use-api.ts'
import { Button } from '../../../ui/button.tsx'
import { DialogActions } from '../../../ui/dialog.tsx'
import { useCommand } from '../../../ui/use-command.ts'
import type { HostRow } from '../host-state.ts'
import { useDiscover } from '../use-discover.ts'
import { LoginFields } from './login-fields.tsx'
import { LookStep } from './look-step.tsx'
import { MachineFields } from './machine-fields.tsx'
import {
  loginBody,
  loginErrors,
  machineBody,
  machineErrors,
  newHost,
  type SshDraft,
} from './ssh-draft.ts'

interface Props {
  readonly draft: SshDraft
  readonly rows: readonly HostRow[]
  readonly onDraft: (draft: SshDraft) => void
  readonly onBack: () => void
  readonly onClose: () => void
  readonly onPlan: (hosts: readonly ListedHost[]) => void
}

type Step = 'machine' | 'login' | 'look'
const steps: readonly Step[] = ['machine', 'login', 'look']

/** The machine, the login, then its key and what is found there. The host is added before the third step. */
export function AddBySsh({ draft, rows, onDraft, onBack, onClose, onPlan }: Props) {
  const { t } = useTranslation()
  const api = useCallApi()
  const outdate = useOutdate()
  const toasts = useToasts()
  const adding = useCommand()
  const looking = useDiscover()
  const [step, setStep] = useState<Step>('machine')
  const [isChecked, setChecked] = useState(false)
  const [host, setHost] = useState<ListedHost | null>(null)

  async function look(id: string) {
    const [found] = (await looking.discover([id])) ?? []
    if (found) setHost(found)
  }

  /** Going back and on again changes the host that is there, as it would be there twice. */
  async function add() {
    let added: ListedHost | null = null
    const isNew = host === null
    await adding.run(async () => {
      const change = { ...machineBody(draft), auth: loginBody(draft.login) }
      added = isNew
        ? await api('addHost', { body: newHost(draft) })
        : await api('changeHost', { path: { id: host.id }, body: change })
      await outdate('listHosts')
      setHost(added)
      setStep('look')
      if (isNew) toasts.say(t('hostAdd.added', { name: added.name }))
    })
    // Sound: set above, which TypeScript does not follow into the function.
    const made = added as ListedHost | null
    if (made) await look(made.id)
  }

  function next() {
    const errors = step === 'machine' ? machineErrors(draft) : loginErrors(draft.login)
    const isWell = Object.keys(errors).length === 0
    setChecked(!isWell)
    if (!isWell) return
    if (step === 'machine') setStep('login')
    else void add()
  }

  function back() {
    setChecked(false)
    if (step === 'machine') onBack()
    else setStep(step === 'look' ? 'login' : 'machine')
  }

  const fault = step === 'look' ? looking.fault : adding.fault
  return (
    <form
      className="form"
      onSubmit={event => {
        event.preventDefault()
        if (step !== 'look') next()
      }}
    >
      <p className="section-name">
        {t('hostAdd.step', { step: steps.indexOf(step) + 1, count: steps.length })} ·{' '}
        {t(`hostAdd.${step}`)}
      </p>
      {step === 'machine' && (
        <MachineFields draft={draft} onChange={onDraft} isChecked={isChecked} jumps={rows} />
      )}
      {step === 'login' && (
        <LoginFields
          login={draft.login}
          onChange={login => onDraft({ ...draft, login })}
          isChecked={isChecked}
        />
      )}
      {step === 'look' && host && (
        <LookStep
          host={host}
          isLooking={looking.isRunning}
          onStop={looking.stop}
          onTrusted={trusted => {
            setHost(trusted)
            void look(trusted.id)
          }}
        />
      )}
      {fault && (
        <p className="says wrong" role="alert">
          {faultSentence(t, fault)}
        </p>
      )}
      <DialogActions>
        <Button className="at-start" onClick={back}>
          {t('hostAdd.back')}
        </Button>
        <Button onClick={onClose}>
          {step === 'look' ? t('hostAdd.later') : t('hostAdd.cancel')}
        </Button>
        {step !== 'look' ? (
          <Button look="primary" type="submit" disabled={adding.isRunning}>
            {t('hostAdd.next')}
          </Button>
        ) : (
          host && (
            <LookNext
              host={host}
              isLooking={looking.isRunning}
              onAgain={() => void look(host.id)}
              onPlan={() => onPlan([host])}
            />
          )
        )}
      </DialogActions>
    </form>
  )
}

interface NextProps {
  readonly host: ListedHost
  readonly isLooking: boolean
  readonly onAgain: () => void
  readonly onPlan: () => void
}

/** The way on: to the plan where it can work, else another look. While a key waits, that is the way on. */
function LookNext({ host, isLooking, onAgain, onPlan }: NextProps) {
  const { t } = useTranslation()
  const { state } = host.trust
  if (isLooking || state === 'offered' || state === 'changed') return null
  const canWork = host.verdict?.state === 'seen' && host.verdict.methods.length > 0
  return canWork ? (
    <Button look="primary" onClick={onPlan}>
      {t('hostAdd.toPlan')}
    </Button>
  ) : (
    <Button look="primary" onClick={onAgain}>
      {t('hostAdd.again')}
    </Button>
  )
}
