import { useTranslation } from 'react-i18next'
import { longTime, measureText } from '../../i18n/figures.ts'
import type { AnsweringTurn } from '../../state/conversation.ts'
import { useNow } from '../../ui/use-now.ts'
import { Answer, Asked } from './line.tsx'

export function AnsweringTurnView({ turn }: { readonly turn: AnsweringTurn }) {
  const { t } = useTranslation()
  return (
    <>
      <Asked text={turn.message} />
      <Answer text={turn.text} isGrowing={!turn.isStopping}>
        {turn.isStopping ? (
          <p className="answered-by">{t('chat.stopping')}</p>
        ) : (
          turn.text === '' && <Waiting since={turn.startedAt} />
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
