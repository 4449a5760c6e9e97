import { ChevronRight, MessageSquare, Server } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOverlays } from '../../state/overlays.ts'
import { type Place, usePlaces } from '../../state/place.ts'
import { useWindowState } from '../../state/use-window-state.ts'
import { BrandMark } from '../../ui/brand-mark.tsx'
import { Button } from '../../ui/button.tsx'
import { AppGuide } from './app-guide.tsx'
import { SourceStep } from './source-step.tsx'
import { StepFrame } from './step-frame.tsx'

const steps = ['source', 'app', 'machine'] as const

/** Three steps instead of the window, each of which may be skipped; at their end somebody answers. */
export function FirstRunScreen() {
  const { t } = useTranslation()
  const overlays = useOverlays()
  const places = usePlaces()
  const { chat } = useWindowState()
  const [at, setAt] = useState(0)
  const [model, setModel] = useState<string | null>(null)
  const back = () => setAt(at - 1)
  const next = () => setAt(at + 1)

  function end(place: Place) {
    places.go(place)
    overlays.close()
  }

  function beginChat() {
    chat.startNew()
    chat.setModel(model)
    chat.setDraft(chat.store.getState().current, t('firstRun.machine.first'))
    end({ screen: 'chat' })
  }

  return (
    <div className="first-run">
      <header className="first-run-head">
        <b>
          <BrandMark />
          Banyan
        </b>
        <Dots at={at} />
        <Button look="quiet" onClick={() => end({ screen: 'topology' })}>
          {t('firstRun.skipAll')}
        </Button>
      </header>
      <main>
        {steps[at] === 'source' && (
          <SourceStep
            onSkip={next}
            onDone={answering => {
              setModel(answering)
              next()
            }}
          />
        )}
        {steps[at] === 'app' && (
          <StepFrame
            key="app"
            title={t('firstRun.app.title')}
            text={t('firstRun.app.text')}
            onBack={back}
            onSkip={next}
            next={
              <Button look="primary" onClick={next}>
                {t('firstRun.next')}
              </Button>
            }
          >
            <AppGuide />
          </StepFrame>
        )}
        {steps[at] === 'machine' && (
          <StepFrame
            key="machine"
            title={t('firstRun.machine.title')}
            text={t('firstRun.machine.text')}
            onBack={back}
            onSkip={null}
            next={
              <Button look="primary" icon={MessageSquare} onClick={beginChat}>
                {t('firstRun.machine.chat')}
              </Button>
            }
          >
            <button
              type="button"
              className="choice"
              onClick={() => end({ screen: 'hosts', part: 'add' })}
            >
              <Server size={16} aria-hidden="true" />
              <span className="choice-words">
                <b>{t('firstRun.machine.add')}</b>
                <span className="dim">{t('firstRun.machine.addText')}</span>
              </span>
              <ChevronRight size={16} aria-hidden="true" />
            </button>
            <p className="later dim">{t('firstRun.machine.laterText')}</p>
          </StepFrame>
        )}
      </main>
    </div>
  )
}

function Dots({ at }: { readonly at: number }) {
  const { t } = useTranslation()
  const titles = {
    source: t('firstRun.source.title'),
    app: t('firstRun.app.title'),
    machine: t('firstRun.machine.title'),
  }
  return (
    <ol className="dots" aria-label={t('firstRun.label')}>
      {steps.map((step, number) => (
        <li
          key={step}
          aria-current={number === at ? 'step' : undefined}
          data-done={number < at || undefined}
        >
          <span className="visually-hidden">
            {t('firstRun.step', { number: number + 1, title: titles[step] })}
          </span>
        </li>
      ))}
    </ol>
  )
}
