import { Send } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerOf } from '#contract/http/operations'
import { faultSentence } from '../../../i18n/fault-sentence.ts'
import { measureText, timeTaken } from '../../../i18n/figures.ts'
import { useCallApi } from '../../../state/use-api.ts'
import { Button } from '../../../ui/button.tsx'
import { StateMark } from '../../../ui/state-mark.tsx'
import { useCommand } from '../../../ui/use-command.ts'

type Tested = AnswerOf<'testAlerts'>

const ways = ['desktop', 'webhook', 'log'] as const

/** The ways in which alerts are told, and whether each works. */
export function AlertWays() {
  const { t } = useTranslation()
  const api = useCallApi()
  const { isRunning, fault, run } = useCommand()
  const [tested, setTested] = useState<Tested | null>(null)
  return (
    <section className="sub-section" aria-labelledby="alert-ways">
      <div className="section-head">
        <h3 id="alert-ways" className="sub-title">
          {t('settings.alerting.ways')}
        </h3>
        <Button
          icon={Send}
          disabled={isRunning}
          onClick={() =>
            run(async () => {
              setTested(null)
              setTested(await api('testAlerts'))
            })
          }
        >
          {t(isRunning ? 'settings.alerting.testing' : 'settings.alerting.test')}
        </Button>
      </div>
      <ul className="alert-ways" aria-live="polite">
        {ways.map(way => {
          const outcome = tested?.ways.find(one => one.way === way)
          return (
            <li key={way} className="alert-way">
              <span>{t(`settings.alerting.way.${way}`)}</span>
              {outcome && (
                <span className="state-word">
                  <StateMark mark={outcome.ok ? 'healthy' : 'offline'} />
                  {t(outcome.ok ? 'settings.alerting.arrived' : 'settings.alerting.failed')}
                  <span className="dim">
                    {outcome.ok ? measureText(t, timeTaken(outcome.ms)) : outcome.detail}
                  </span>
                </span>
              )}
            </li>
          )
        })}
      </ul>
      {fault && (
        <p className="says wrong" role="alert">
          {faultSentence(t, fault)}
        </p>
      )}
    </section>
  )
}
