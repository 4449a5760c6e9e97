import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionMessage } from '#contract/model/session'
import { countText, measureText, timeTaken } from '../../i18n/figures.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { CopyButton } from '../../ui/copy-button.tsx'

/** A remembered message does not change, so a stream below it does not redraw it. */
export const LineView = memo(function LineView({ message }: { readonly message: SessionMessage }) {
  if (message.role === 'user') return <Asked text={message.content} />
  return (
    <Answer text={message.content}>
      <AnsweredBy message={message} />
    </Answer>
  )
})

export function Asked({ text }: { readonly text: string }) {
  const { t } = useTranslation()
  return (
    <article className="asked" aria-label={t('chat.you')}>
      {text}
    </article>
  )
}

interface AnswerProps {
  readonly text: string
  readonly isGrowing?: boolean
  readonly children?: ReactNode
}

export function Answer({ text, isGrowing = false, children }: AnswerProps) {
  const { t } = useTranslation()
  return (
    <article className="answer" aria-label={t('chat.answer')} aria-busy={isGrowing}>
      {text !== '' && (
        <div className="answer-text">
          {text}
          {isGrowing && <span className="caret" aria-hidden="true" />}
        </div>
      )}
      {children}
    </article>
  )
}

function AnsweredBy({ message }: { readonly message: SessionMessage }) {
  const { t, i18n } = useTranslation()
  const { workerId, model, content, latencyMs, usage } = message
  const name = useSeen(seen => seen.workers.find(worker => worker.id === workerId)?.name)
  const tokens = usage?.completion_tokens
  const parts = [
    name ?? workerId,
    model,
    latencyMs !== null && measureText(t, timeTaken(latencyMs)),
    tokens !== undefined &&
      t('chat.tokens', { count: tokens, number: countText(tokens, i18n.language) }),
  ].filter(Boolean)
  return (
    <footer className="answered-by">
      <span>{parts.join(' · ')}</span>
      <CopyButton label={t('chat.copyAnswer')} text={content} />
    </footer>
  )
}
