import { useTranslation } from 'react-i18next'
import type { SessionId } from '#contract/ids'
import { longTime, measureText } from '../../i18n/figures.ts'
import type { AnsweringTurn } from '../../state/conversation.ts'
import { useNow } from '../../ui/use-now.ts'
import { Answer } from './answer.tsx'
import { AskedText } from './asked.tsx'
import { BallotView } from './ballot-view.tsx'

interface Props {
  readonly sessionId: SessionId
  readonly turn: AnsweringTurn
}

export function AnsweringTurnView({ sessionId, turn }: Props) {
  const { t } = useTranslation()
  const { wish, votes, text, isStopping, startedAt } = turn
  return (
    <>
      <AskedText sessionId={sessionId} text={wish.message} files={wish.files} />
      <Answer text={text} isGrowing={!isStopping}>
        {wish.ballot && <BallotView votes={votes} asked={wish.ballot.nodes} />}
        {isStopping ? (
          <p className="answered-by">{t('chat.stopping')}</p>
        ) : (
          text === '' && <Waiting since={startedAt} />
        )}
      </Answer>
    </>
  )
}

function Waiting({ since }: { readonly since: number }) {
  const { t } = useTranslation()
  const waited = useNow(1_000) - since
  return (
    <p className="waiting">
      <span className="caret" aria-hidden="true" />
      {t('chat.waiting')}
      {waited >= 2_000 && ` · ${measureText(t, longTime(waited))}`}
    </p>
  )
}
