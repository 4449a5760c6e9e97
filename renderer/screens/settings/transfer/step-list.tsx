import { useTranslation } from 'react-i18next'
import { StateMark } from '../../../ui/state-mark.tsx'
import { delicacyOf, type ImportPlan, type Step } from './import-plan.ts'
import { skippedText, stepText } from './step-text.ts'

interface Props {
  readonly plan: ImportPlan
  /** The places of the steps that are to be done. */
  readonly ticked: ReadonlySet<number>
  readonly onTick: (ticked: ReadonlySet<number>) => void
}

/** What a file would change, each to be ticked; and what of it is left out. */
export function StepList({ plan, ticked, onTick }: Props) {
  const { t } = useTranslation()

  function toggle(at: number) {
    const next = new Set(ticked)
    if (!next.delete(at)) next.add(at)
    onTick(next)
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <div className="import-steps scrolled" tabIndex={0}>
      <ul>
        {plan.steps.map((step, at) => (
          <StepRow
            key={keyOf(step)}
            step={step}
            isTicked={ticked.has(at)}
            onToggle={() => toggle(at)}
          />
        ))}
      </ul>
      {plan.skipped.map(skipped => (
        <p key={`${skipped.why} ${skipped.name}`} className="says">
          {skippedText(t, skipped)}
        </p>
      ))}
    </div>
  )
}

interface RowProps {
  readonly step: Step
  readonly isTicked: boolean
  readonly onToggle: () => void
}

function StepRow({ step, isTicked, onToggle }: RowProps) {
  const { t } = useTranslation()
  const { name, before, after } = stepText(t, step)
  const delicacy = delicacyOf(step)
  return (
    <li>
      <label className="import-step">
        <input type="checkbox" checked={isTicked} onChange={onToggle} />
        <span className="dim step-kind">{t(`settings.transfer.kind.${step.kind}`)}</span>
        <span className="import-text">
          <span>{name}</span>
          <span className="import-values">
            {before !== '' && (
              <>
                <span className="dim">{before}</span> →{' '}
              </>
            )}
            {after}
          </span>
          {delicacy && (
            <span className="import-warning">
              <StateMark mark="degraded" />
              {t(`settings.transfer.delicate.${delicacy}`)}
            </span>
          )}
        </span>
      </label>
    </li>
  )
}

function keyOf(step: Step): string {
  switch (step.kind) {
    case 'setting':
      return `setting ${step.name}`
    case 'app':
      return `app ${step.app.name}`
    case 'host':
      return `host ${step.host.name}`
    default:
      return step.kind
  }
}
