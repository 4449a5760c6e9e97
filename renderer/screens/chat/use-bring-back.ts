import { useTranslation } from 'react-i18next'
import type { SessionId } from '#contract/ids'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { faultOf } from '../../state/fault-of.ts'
import { useToasts } from '../../state/toasts.ts'
import { useWindowState } from '../../state/use-window-state.ts'

/** Brings turns back that another way on took the place of; that can be undone in the same way. */
export function useBringBack(sessionId: SessionId): (setAsideId: string) => void {
  const { t } = useTranslation()
  const { chat } = useWindowState()
  const toasts = useToasts()
  return setAsideId => {
    chat
      .bringBack(sessionId, setAsideId)
      .then(instead => {
        if (!instead) return
        const undo = () => chat.bringBack(sessionId, instead.id)
        toasts.say(t('chat.setAside', { count: instead.turns }), undo)
      })
      .catch((failure: unknown) => toasts.warn(faultSentence(t, faultOf(failure))))
  }
}
