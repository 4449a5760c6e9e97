import { useTranslation } from 'react-i18next'
import type { SessionId } from '#contract/ids'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { faultOf } from '../../state/fault-of.ts'
import { useToasts } from '../../state/toasts.ts'
import { useWindowState } from '../../state/use-window-state.ts'

interface ChangeSession {
  readonly rename: (id: SessionId, before: string, wanted: string) => void
  readonly pin: (id: SessionId, title: string, isPinned: boolean) => void
}

/** Says what was done, and takes it back where it is regretted. */
export function useChangeSession(): ChangeSession {
  const { t } = useTranslation()
  const { sessions } = useWindowState()
  const toasts = useToasts()

  function tell(change: Promise<void>, text: string, undo: () => Promise<void>): void {
    change.then(
      () => toasts.say(text, undo),
      (failure: unknown) => toasts.warn(faultSentence(t, faultOf(failure))),
    )
  }

  return {
    rename(id, before, wanted) {
      if (wanted === before) return
      tell(sessions.change(id, { title: wanted }), t('chat.renamed', { title: wanted }), () =>
        sessions.change(id, { title: before }),
      )
    },
    pin(id, title, isPinned) {
      const text = t(isPinned ? 'chat.isPinned' : 'chat.isUnpinned', { title })
      tell(sessions.change(id, { isPinned }), text, () =>
        sessions.change(id, { isPinned: !isPinned }),
      )
    },
  }
}
