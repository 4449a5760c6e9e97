import { ArrowDown } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionId } from '#contract/ids'
import type { SetAside } from '#contract/model/session'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { type Conversation, linesBefore, newConversation } from '../../state/conversation.ts'
import { useChat, useWindowState } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div className="transcript-scroll" ref={place} onScroll={onScroll} tabIndex={0}>
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

/** A long conversation is drawn from its end, and further back as far as one goes. */
const linesAtFirst = 20
const linesMore = 40

function Content({ sessionId, conversation }: ContentProps) {
  const { t } = useTranslation()
  const { chat } = useWindowState()
  const [most, setMost] = useState(linesAtFirst)
  const { reading, broken, answering, setAside } = conversation
  if (reading.name === 'reading') {
    return (
      <div className="reading" role="status" aria-label={t('chat.reading')}>
        <Skeleton />
      </div>
    )
  }
  if (reading.name === 'failed') {
    return (
      <EmptyState title={t('chat.unreadable')} text={faultSentence(t, reading.fault)}>
        <Button onClick={() => void chat.read(sessionId)}>{t('chat.retry')}</Button>
      </EmptyState>
    )
  }
  const lines = answering ? linesBefore(conversation, answering.wish) : conversation.lines
  if (lines.length === 0 && broken.length === 0 && !answering) {
    return <Suggestions sessionId={sessionId} />
  }

  const from = Math.max(0, lines.length - most)
  const turns = Math.ceil(lines.length / 2)
  const brokenAt = (at: number) =>
    broken
      .filter(turn => Math.min(turn.after, lines.length) === at)
      .map(turn => (
        <BrokenTurnView
          key={turn.id}
          sessionId={sessionId}
          turn={turn}
          onRetry={
            answering || turn !== broken.at(-1) || at < lines.length
              ? null
              : worker => void chat.sendAgain(sessionId, turn.id, worker)
          }
        />
      ))

  return (
    <>
      {from > 0 && (
        <Button look="quiet" className="earlier" onClick={() => setMost(most + linesMore)}>
          {t('chat.earlierLines', { count: Math.min(from, linesMore) })}
        </Button>
      )}
      {lines.slice(from).flatMap((message, offset) => {
        const at = from + offset
        const turn = Math.floor(at / 2) + 1
        return [
          ...brokenAt(at),
          <LineView
            key={at}
            sessionId={sessionId}
            message={message}
            turn={turn}
            turnsFromHere={turns - turn + 1}
            setAside={asideAt(setAside, turn)}
          />,
        ]
      })}
      {brokenAt(lines.length)}
      {answering && <AnsweringTurnView sessionId={sessionId} turn={answering} />}
    </>
  )
}

const none: readonly SetAside[] = []

/** The same empty list for nearly all, so that they are not drawn anew. */
function asideAt(setAside: readonly SetAside[], turn: number): readonly SetAside[] {
  return setAside.some(({ fromTurn }) => fromTurn === turn)
    ? setAside.filter(({ fromTurn }) => fromTurn === turn)
    : none
}
