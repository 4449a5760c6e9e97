import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { CodeBlock } from '../../../ui/code-block.tsx'
import { DialogActions } from '../../../ui/dialog.tsx'

const quota = `set compute-core quota standard-a1-core-count to 2 in tenancy
set compute-memory quota standard-a1-memory-count to 12 in tenancy`
const shape = 'VM.Standard.A1.Flex'
const makeKeys = 'ssh-keygen -t rsa -b 3072 -f ~/.ssh/banyan-oracle'

interface Props {
  readonly onBack: () => void
  readonly onNext: (user: string) => void
}

/** From no account to an address, in short; docs/oracle.md has the whole of it. */
export function OracleGuide({ onBack, onNext }: Props) {
  const { t } = useTranslation()
  const userId = useId()
  const [user, setUser] = useState('ubuntu')
  return (
    <>
      <p className="dialog-text">{t('oracle.intro')}</p>
      <ol className="oracle-guide">
        <Step title={t('oracle.account')} text={t('oracle.accountText')} />
        <Step title={t('oracle.quota')} text={t('oracle.quotaText')}>
          <CodeBlock copyLabel={t('oracle.copyQuota')} text={quota} />
        </Step>
        <Step title={t('oracle.keys')} text={t('oracle.keysText')}>
          <CodeBlock copyLabel={t('oracle.copyKeys')} text={makeKeys} />
        </Step>
        <Step title={t('oracle.machine')} text={t('oracle.machineText')}>
          <CodeBlock copyLabel={t('oracle.copyShape')} text={shape} />
        </Step>
        <Step title={t('oracle.capacity')} text={t('oracle.capacityText')} />
      </ol>
      <DialogActions>
        <Button className="at-start" onClick={onBack}>
          {t('hostAdd.back')}
        </Button>
        <label className="tick-line" htmlFor={userId}>
          {t('oracle.user')}
          <select id={userId} value={user} onChange={event => setUser(event.target.value)}>
            <option value="ubuntu">{t('oracle.ubuntu')}</option>
            <option value="opc">{t('oracle.opc')}</option>
          </select>
        </label>
        <Button look="primary" onClick={() => onNext(user)}>
          {t('oracle.next')}
        </Button>
      </DialogActions>
    </>
  )
}

interface StepProps {
  readonly title: string
  readonly text: string
  readonly children?: ReactNode
}

function Step({ title, text, children }: StepProps) {
  return (
    <li>
      <b>{title}</b>
      <p className="dim">{text}</p>
      {children}
    </li>
  )
}
