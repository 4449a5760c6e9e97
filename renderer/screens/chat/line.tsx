import { memo } from 'react'
import type { SessionId } from '#contract/ids'
import type { BallotWish, ChatBallot } from '#contract/model/chat-ballot'
import type { SessionMessage, SetAside } from '#contract/model/session'
import { useChat, useWindowState } from '../../state/use-window-state.ts'
import { Answer } from './answer.tsx'
import { AnsweredBy } from './answered-by.tsx'
import { Asked } from './asked.tsx'
import { BallotView } from './ballot-view.tsx'
import { useBringBack } from './use-bring-back.ts'

interface Props {
  readonly sessionId: SessionId
  readonly message: SessionMessage
  /** Counted from 1. */
  readonly turn: number
  readonly turnsFromHere: number
  readonly setAside: readonly SetAside[]
}

/** A remembered message does not change, so a stream below it does not redraw it. */
export const LineView = memo(function LineView(props: Props) {
  const { sessionId, message, turn, turnsFromHere, setAside } = props
  const { chat } = useWindowState()
  const isBusy = useChat(state => Boolean(state.conversations[sessionId]?.answering))
  const question = useChat(
    state => state.conversations[sessionId]?.lines[2 * (turn - 1)]?.content ?? '',
  )
  const bringBack = useBringBack(sessionId)

  if (message.role === 'user') {
    return (
      <Asked
        sessionId={sessionId}
        message={message}
        turn={turn}
        turnsFromHere={turnsFromHere}
        setAside={setAside}
        onEdit={isBusy ? null : text => void chat.replace(sessionId, turn, text)}
        onBringBack={bringBack}
      />
    )
  }
  const ballot = message.facts?.ballot ?? null
  return (
    <Answer text={message.content}>
      {ballot && <BallotView votes={ballot.votes} asked={ballot.votes.length} outcome={ballot} />}
      <AnsweredBy
        message={message}
        onRetry={
          isBusy
            ? null
            : worker =>
                void chat.replace(sessionId, turn, question, {
                  worker,
                  ballot: worker ? null : wishOf(ballot),
                })
        }
      />
    </Answer>
  )
})

/** The same vote once more. */
function wishOf(ballot: ChatBallot | null): BallotWish | null {
  return ballot && { nodes: Math.max(2, ballot.votes.length), rule: ballot.rule }
}
