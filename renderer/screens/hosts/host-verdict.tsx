import { useTranslation } from 'react-i18next'
import type { ListedHost } from '#contract/http/hosts'
import { hostProblemText } from '../../i18n/host-problem-text.ts'
import { CodedText } from '../../ui/coded-text.tsx'
import { PanelSection } from '../../ui/detail-panel.tsx'
import { Meter } from '../../ui/meter.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { scoreSentence } from './score-sentence.ts'

type Verdict = NonNullable<ListedHost['verdict']>

const keyProblems: readonly string[] = ['host.untrusted', 'host.key-changed']

/** What discovery came to: what is in the way with what would help, then how well the machine suits. */
export function HostVerdict({ host }: { readonly host: ListedHost }) {
  const { t } = useTranslation()
  const { verdict } = host
  if (!verdict) return null
  // The key that is to be confirmed stands above, with all there is to say of it.
  const asksForKey = host.trust.state === 'offered' || host.trust.state === 'changed'
  const inTheWay = verdict.problems.filter(
    ({ warning, code }) => !warning && !(asksForKey && keyProblems.includes(code)),
  )
  const warnings = verdict.problems.filter(({ warning }) => warning)
  return (
    <>
      {inTheWay.length > 0 && (
        <PanelSection name={t('hosts.problems')}>
          <Problems problems={inTheWay} />
        </PanelSection>
      )}
      {verdict.score && (
        <PanelSection
          name={t('hosts.verdict')}
          action={
            <span className="figure">
              <b>{Math.round(verdict.score.total)}</b> <small>/ 100</small>
            </span>
          }
        >
          <ul className="score-parts">
            {verdict.score.parts.map(part => {
              const { name, points, most } = part
              return (
                <li key={name}>
                  <span>{t(`hosts.part.${name}`)}</span>
                  <Meter label={t(`hosts.part.${name}`)} value={points} most={most} />
                  <span className="figure">
                    {Math.round(points)} <small>/ {most}</small>
                  </span>
                  <span className="says">{scoreSentence(t, part, host)}</span>
                </li>
              )
            })}
          </ul>
        </PanelSection>
      )}
      {warnings.length > 0 && (
        <PanelSection name={t('hosts.warnings')}>
          <Problems problems={warnings} />
        </PanelSection>
      )}
    </>
  )
}

export function Problems({ problems }: Pick<Verdict, 'problems'>) {
  const { t } = useTranslation()
  return (
    <ul className="host-problems">
      {problems.map(problem => {
        const { message, help } = hostProblemText(t, problem)
        return (
          <li key={`${problem.code} ${message}`}>
            <StateMark mark={problem.warning ? 'degraded' : 'offline'} />
            <div>
              <p className="selectable">
                <CodedText text={message} />
              </p>
              <p className="says selectable">
                <CodedText text={help} />
              </p>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
