import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../../i18n/fault-sentence.ts'
import { useToasts } from '../../../state/toasts.ts'
import { Button } from '../../../ui/button.tsx'
import { type Mark, StateMark } from '../../../ui/state-mark.tsx'
import { useCommand } from '../../../ui/use-command.ts'
import type { Finding, Severity } from './findings.ts'
import { useFix } from './use-fix.ts'

const marks: Readonly<Record<Severity, Mark>> = {
  critical: 'offline',
  warning: 'degraded',
  advice: 'resting',
}

export function FindingRow({ finding }: { readonly finding: Finding }) {
  const { t } = useTranslation()
  const fix = useFix()
  const toasts = useToasts()
  const { isRunning, fault, run } = useCommand()
  const { code, severity, words } = finding
  const what = t(`settings.security.${code}.what`, { ...words })
  const text = t(`settings.security.fix.${finding.fix}`)

  async function mend() {
    const { done, undo } = await fix(finding)
    if (done !== null) toasts.say(t(`settings.security.did.${done}`), undo)
  }

  return (
    <li className="finding">
      <StateMark mark={marks[severity]} />
      <div className="finding-text">
        <b>{what}</b>
        <p>{t(`settings.security.${code}.why`, { ...words })}</p>
        {finding.isFixed && <p>{t('settings.security.fixed')}</p>}
        {fault && (
          <p className="wrong" role="alert">
            {faultSentence(t, fault)}
          </p>
        )}
      </div>
      {!finding.isFixed && (
        <Button aria-label={`${text}: ${what}`} disabled={isRunning} onClick={() => run(mend)}>
          {text}
        </Button>
      )}
    </li>
  )
}
