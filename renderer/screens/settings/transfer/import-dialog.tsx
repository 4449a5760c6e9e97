import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCallApi, useOutdate } from '../../../state/use-api.ts'
import { usePreferences, useWindowState } from '../../../state/use-window-state.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { Meter } from '../../../ui/meter.tsx'
import { applySteps, type Done } from './apply-steps.ts'
import { delicacyOf, type ImportPlan } from './import-plan.ts'
import { ImportReport } from './import-report.tsx'
import { StepList } from './step-list.tsx'

interface Props {
  readonly name: string
  readonly plan: ImportPlan
  readonly onSaveBefore: () => Promise<void>
  readonly onClose: () => void
}

type Phase =
  | { readonly name: 'preview' }
  | { readonly name: 'applying'; readonly done: number; readonly all: number }
  | { readonly name: 'report'; readonly done: readonly Done[] }

/** Shows what a file would change, does what is ticked, and says what came of it. */
export function ImportDialog({ name, plan, onSaveBefore, onClose }: Props) {
  const { t } = useTranslation()
  const api = useCallApi()
  const outdate = useOutdate()
  const { pending } = useWindowState()
  const [, prefer] = usePreferences()
  const [phase, setPhase] = useState<Phase>({ name: 'preview' })
  const [ticked, setTicked] = useState<ReadonlySet<number>>(
    () => new Set(plan.steps.flatMap((step, at) => (delicacyOf(step) === null ? [at] : []))),
  )
  const stopping = useRef(new AbortController())
  const chosen = plan.steps.filter((_, at) => ticked.has(at))
  const refresh = () => outdate('listApps', 'getPrices', 'listHosts', 'getUsage')

  async function apply() {
    const tell = (done: number) => setPhase({ name: 'applying', done, all: chosen.length })
    tell(0)
    const hands = { save: pending.save.bind(pending), api, prefer }
    const done = await applySteps(chosen, hands, stopping.current.signal, tell)
    await refresh()
    setPhase({ name: 'report', done })
  }

  if (phase.name === 'report') {
    return (
      <ImportReport
        done={phase.done}
        onSaveBefore={onSaveBefore}
        onUndone={refresh}
        onClose={onClose}
      />
    )
  }
  if (phase.name === 'applying') {
    const text = t('settings.transfer.applying', { done: phase.done, all: phase.all })
    return (
      <Dialog title={text} onClose={() => stopping.current.abort()}>
        <Meter label={text} value={phase.done} most={phase.all} />
        <DialogActions>
          <Button onClick={() => stopping.current.abort()}>{t('settings.transfer.stop')}</Button>
        </DialogActions>
      </Dialog>
    )
  }
  const isSame = plan.steps.length === 0
  return (
    <Dialog
      isWide
      title={
        isSame ? t('settings.transfer.sameTitle') : t('settings.transfer.previewTitle', { name })
      }
      text={t(isSame ? 'settings.transfer.sameText' : 'settings.transfer.previewText')}
      onClose={onClose}
    >
      <StepList plan={plan} ticked={ticked} onTick={setTicked} />
      <DialogActions>
        <Button onClick={onClose}>
          {t(isSame ? 'settings.transfer.close' : 'settings.transfer.cancel')}
        </Button>
        {!isSame && (
          <Button look="primary" disabled={chosen.length === 0} onClick={() => void apply()}>
            {t('settings.transfer.apply', { count: chosen.length })}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}
