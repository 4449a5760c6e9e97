import { ArrowDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SessionId } from '#contract/ids'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { type Conversation, newConversation } from '../../state/conversation.ts'
import { useChat, useWindowState } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { AnsweringTurnView } from './answering-turn.tsx'
import { BrokenTurnView } from './broken-turn.tsx'
import { LineView } from './line.tsx'
import { Suggestions } from './suggestions.tsx'
import { useFollow } from './use-follow.ts'

export function Transcript({ sessionId }: { readonly sessionId: SessionId }) {
  const { t } = useTranslation()
  const conversation = useChat(state => state.conversations[sessionId] ?? newConversation)
  const { place, isFollowing, onScroll, toLatest } = useFollow(
    conversation,
    conversation.answering?.id,
  )

  return (
    <div className="transcript">
      <div className="transcript-scroll" ref={place} onScroll={onScroll}>
        <div className="column" role="log" aria-label={t('chat.log')} aria-live="off">
          <Content sessionId={sessionId} conversation={conversation} />
        </div>
      </div>
      {!isFollowing && (
        <Button className="to-latest" icon={ArrowDown} onClick={toLatest}>
          {t('chat.latest')}
        </Button>
      )}
    </div>
  )
}

interface ContentProps {
  readonly sessionId: SessionId
  readonly conversation: Conversation
}

function Content({ sessionId, conversation }: ContentProps) {
  const { t } = useTranslation()
  const { chat } = useWindowState()
  const { reading, lines, broken, answering } = conversation
  if (reading.name === 'reading') {
    return <p className="dim reading">{t('chat.reading')}</p>
  }
  if (reading.name === 'failed') {
    return (
      <EmptyState title={t('chat.unreadable')} text={faultSentence(t, reading.fault)}>
        <Button onClick={() => void chat.read(sessionId)}>{t('chat.retry')}</Button>
      </EmptyState>
    )
  }
  if (lines.length === 0 && broken.length === 0 && !answering) {
    return <Suggestions sessionId={sessionId} />
  }

  const brokenAt = (at: number) =>
    broken
      .filter(turn => Math.min(turn.after, lines.length) === at)
      .map(turn => (
        <BrokenTurnView
          key={turn.id}
          turn={turn}
          onRetry={
            answering || turn !== broken.at(-1) || at < lines.length
              ? null
              : () => void chat.sendAgain(sessionId, turn.id)
          }
        />
      ))

  return (
    <>
      {lines.flatMap((message, at) => [
        ...brokenAt(at),
        // biome-ignore lint/suspicious/noArrayIndexKey: history only grows at its end
        <LineView key={at} message={message} />,
      ])}
      {brokenAt(lines.length)}
      {answering && <AnsweringTurnView turn={answering} />}
    </>
  )
}
