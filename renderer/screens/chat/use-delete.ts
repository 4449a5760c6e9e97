import { useTranslation } from 'react-i18next'
import type { SessionId } from '#contract/ids'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { useToasts } from '../../state/toasts.ts'
import { useWindowState } from '../../state/use-window-state.ts'

/** Deletes a conversation a while later, so that it can be had back until then. */
export function useDelete(): (id: SessionId, title: string) => void {
  const { t } = useTranslation()
  const { chat, sessions } = useWindowState()
  const toasts = useToasts()
  return (id, title) => {
    const keep = sessions.deleteSoon(id, fault => {
      if (fault) toasts.warn(faultSentence(t, fault))
      else chat.forget(id)
    })
    const wasOpen = chat.store.getState().current === id
    if (wasOpen) chat.startNew()
    toasts.say(t('chat.deleted', { title }), async () => {
      keep()
      if (wasOpen) await chat.open(id)
    })
  }
}
