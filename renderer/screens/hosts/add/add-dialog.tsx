import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedHost } from '#contract/http/hosts'
import { Dialog } from '../../../ui/dialog.tsx'
import type { HostRow } from '../host-state.ts'
import type { AddWay } from '../task.ts'
import { AddByCoolify } from './add-by-coolify.tsx'
import { AddByImport } from './add-by-import.tsx'
import { AddBySsh } from './add-by-ssh.tsx'
import { OracleGuide } from './oracle-guide.tsx'
import { emptySsh } from './ssh-draft.ts'
import { WayChoice } from './way-choice.tsx'

interface Props {
  /** Null: it is asked for first. */
  readonly way: AddWay | null
  readonly rows: readonly HostRow[]
  readonly onClose: () => void
  readonly onPlan: (hosts: readonly ListedHost[]) => void
}

/** The ways to more machines. What was typed is kept while one goes back and forth. */
export function AddDialog({ way: first, rows, onClose, onPlan }: Props) {
  const { t } = useTranslation()
  const [way, setWay] = useState<AddWay | null>(first)
  const [draft, setDraft] = useState(emptySsh)
  const back = () => setWay(null)
  return (
    <Dialog
      isWide
      title={way === null ? t('hostAdd.title') : t(`hostAdd.${way}`)}
      text={way === null ? t('hostAdd.way') : undefined}
      onClose={onClose}
    >
      {way === null && <WayChoice onChoose={setWay} onClose={onClose} />}
      {way === 'ssh' && (
        <AddBySsh {...{ draft, rows, onClose, onPlan }} onDraft={setDraft} onBack={back} />
      )}
      {way === 'coolify' && <AddByCoolify onBack={back} onClose={onClose} onPlan={onPlan} />}
      {way === 'import' && <AddByImport onBack={back} onClose={onClose} />}
      {way === 'oracle' && (
        <OracleGuide
          onBack={back}
          onNext={user => {
            setDraft(before => ({ ...before, user, cost: before.cost || '0' }))
            setWay('ssh')
          }}
        />
      )}
    </Dialog>
  )
}
