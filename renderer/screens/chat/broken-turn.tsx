import { RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import type { BrokenTurn } from '../../state/conversation.ts'
import { Button } from '../../ui/button.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { Answer, Asked } from './line.tsx'

interface Props {
  readonly turn: BrokenTurn
  /** Null where something came after it. */
  readonly onRetry: (() => void) | null
}

/** A turn without an answer: what there was of it, why it ended, and the way to ask again. */
export function BrokenTurnView({ turn, onRetry }: Props) {
  const { t } = useTranslation()
  const hasFailed = turn.end.name === 'failed'
  return (
    <div className="broken-turn">
      <Asked text={turn.message} />
      <Answer text={turn.text}>
        <div className="broken-end">
          <StateMark mark={hasFailed ? 'offline' : 'resting'} />
          <p>
            {turn.end.name === 'failed' && (
              <span className="wrong">{faultSentence(t, turn.end.fault)} </span>
            )}
            <span className="dim">{t(hasFailed ? 'chat.failed' : 'chat.stopped')}</span>
          </p>
          {onRetry && (
            <Button icon={RotateCw} onClick={onRetry}>
              {t('chat.retry')}
            </Button>
          )}
        </div>
      </Answer>
    </div>
  )
}
