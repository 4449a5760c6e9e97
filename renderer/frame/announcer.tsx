import { useTranslation } from 'react-i18next'
import { rootState } from '../state/fleet.ts'
import { useChat, useSeen } from '../state/use-window-state.ts'

/** Says aloud what changes without the user's hand: the root's state and the end of an answer. */
export function Announcer() {
  const { t } = useTranslation()
  const root = useSeen(rootState)
  const lastEnd = useChat(state => state.lastEnd)
  const ends = {
    answered: t('chat.endAnswered'),
    stopped: t('chat.endStopped'),
    failed: t('chat.endFailed'),
  }
  return (
    <div className="visually-hidden">
      <p role="status">{t(`root.${root.name}`)}</p>
      <p role="status" key={lastEnd?.turnId}>
        {lastEnd && ends[lastEnd.how]}
      </p>
    </div>
  )
}
