import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'

interface Props {
  readonly title: string
  readonly text: string
  /** Null while something is under way. */
  readonly onSkip: (() => void) | null
  readonly onBack?: () => void
  /** The one primary button. */
  readonly next: ReactNode
  /** What goes on, or went wrong. */
  readonly says?: ReactNode
  readonly children: ReactNode
}

/** One step: what it is about, what is chosen there, and the ways on. */
export function StepFrame({ title, text, onSkip, onBack, next, says, children }: Props) {
  const { t } = useTranslation()
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [])
  return (
    <>
      <div className="step scrolled">
        <div className="step-column">
          <h1 ref={head} tabIndex={-1}>
            {title}
          </h1>
          <p className="step-text dim">{text}</p>
          {children}
        </div>
      </div>
      <footer className="step-foot">
        <div className="step-column">
          {onBack && <Button onClick={onBack}>{t('firstRun.back')}</Button>}
          <div className="step-says" role="status">
            {says}
          </div>
          {onSkip && (
            <Button look="quiet" onClick={onSkip}>
              {t('firstRun.skip')}
            </Button>
          )}
          {next}
        </div>
      </footer>
    </>
  )
}
