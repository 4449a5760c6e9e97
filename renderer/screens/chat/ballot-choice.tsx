import { useTranslation } from 'react-i18next'
import { ballotRules } from '#contract/model/chat-ballot'
import { isServing } from '#contract/model/worker'
import { useChat, useSeen, useWindowState } from '../../state/use-window-state.ts'

const mostOffered = 9

/** One answer, or several workers that vote; not offered where there is nobody to vote. */
export function BallotChoice() {
  const { t } = useTranslation()
  const { chat } = useWindowState()
  const ballot = useChat(state => state.ballot)
  const serving = useSeen(seen => seen.workers.filter(isServing).length)
  const most = Math.min(mostOffered, Math.max(serving, ballot?.nodes ?? 0))
  if (most < 2) return null
  const rule = ballot?.rule ?? 'normalised'
  return (
    <>
      <select
        className="quiet"
        aria-label={t('chat.answers')}
        value={ballot?.nodes ?? 1}
        onChange={event => {
          const nodes = Number(event.target.value)
          chat.setBallot(nodes < 2 ? null : { nodes, rule })
        }}
      >
        <option value={1}>{t('chat.oneAnswer')}</option>
        {Array.from({ length: most - 1 }, (_, at) => at + 2).map(nodes => (
          <option key={nodes} value={nodes}>
            {t('chat.manyAnswers', { count: nodes })}
          </option>
        ))}
      </select>
      {ballot && (
        <select
          className="quiet"
          aria-label={t('chat.rule')}
          value={rule}
          onChange={event => {
            const chosen = ballotRules.find(each => each === event.target.value)
            if (chosen) chat.setBallot({ ...ballot, rule: chosen })
          }}
        >
          {ballotRules.map(each => (
            <option key={each} value={each}>
              {t(`chat.rules.${each}`)}
            </option>
          ))}
        </select>
      )}
    </>
  )
}
