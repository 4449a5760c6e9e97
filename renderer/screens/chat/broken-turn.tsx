import { RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SessionId } from '#contract/ids'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { type BrokenTurn, newConversation } from '../../state/conversation.ts'
import type { TurnWish } from '../../state/turn-wish.ts'
import { useChat } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { StateMark } from '../../ui/state-mark.tsx'
import { Answer } from './answer.tsx'
import { AskedText } from './asked.tsx'
import { BallotView } from './ballot-view.tsx'
import { filesUpTo, isImageRefusal } from './image-refusal.ts'
import { RetryMenu } from './retry-menu.tsx'

interface Props {
  readonly sessionId: SessionId
  readonly turn: BrokenTurn
  /** Null where something came after it. */
  readonly onRetry: ((worker: TurnWish['worker']) => void) | null
}

/** A turn without an answer: what there was of it, why it ended, and the way to ask again. */
export function BrokenTurnView({ sessionId, turn, onRetry }: Props) {
  const { t } = useTranslation()
  const { wish, votes, end } = turn
  const hasFailed = end.name === 'failed'
  const fault = end.name === 'failed' ? end.fault : null
  const isWithoutSight = useChat(
    ({ conversations: { [sessionId]: conversation = newConversation } }) =>
      fault !== null && isImageRefusal(fault, filesUpTo(conversation, turn)),
  )
  const failedAt = fault && 'workerId' in fault ? (fault.workerId ?? null) : null
  return (
    <div className="broken-turn">
      <AskedText sessionId={sessionId} text={wish.message} files={wish.files} />
      <Answer text={turn.text}>
        {votes.length > 0 && <BallotView votes={votes} asked={wish.ballot?.nodes ?? 0} isOver />}
        <div className="broken-end">
          <StateMark mark={hasFailed ? 'offline' : 'resting'} />
          <p>
            {fault && (
              <span className="wrong">
                {isWithoutSight ? t('chat.imagesRefused') : faultSentence(t, fault)}{' '}
              </span>
            )}
            {fault && isWithoutSight && <span className="dim">{faultSentence(t, fault)}</span>}
            <span className="dim">{t(hasFailed ? 'chat.failed' : 'chat.stopped')}</span>
          </p>
          {onRetry && (
            <>
              <Button icon={RotateCw} onClick={() => onRetry(null)}>
                {t('chat.retry')}
              </Button>
              {!wish.ballot && <RetryMenu workerId={failedAt} onRetry={onRetry} />}
            </>
          )}
        </div>
      </Answer>
    </div>
  )
}
