import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { countText, measureText, timeTaken } from '../../i18n/figures.ts'
import type { Line } from '../../state/conversation.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { CopyButton } from '../../ui/copy-button.tsx'

/** A remembered message does not change, so a stream below it does not redraw it. */
export const LineView = memo(function LineView({ line }: { readonly line: Line }) {
  const { message } = line
  if (message.role === 'user') return <Asked text={message.content} />
  return (
    <Answer text={message.content}>
      <AnsweredBy line={line} />
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

function AnsweredBy({ line }: { readonly line: Line }) {
  const { t, i18n } = useTranslation()
  const { workerId, model, content } = line.message
  const name = useSeen(seen => seen.workers.find(worker => worker.id === workerId)?.name)
  const tokens = line.figures?.usage?.completion_tokens
  const parts = [
    name ?? workerId,
    model,
    line.figures && measureText(t, timeTaken(line.figures.latencyMs)),
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
