import { X } from 'lucide-react'
import { Toast as Radix } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { faultSentence } from '../i18n/fault-sentence.ts'
import { faultOf } from '../state/fault-of.ts'
import { type Toast, useToasts } from '../state/toasts.ts'
import { IconButton } from './icon-button.tsx'
import { StateMark } from './state-mark.tsx'

const plainMs = 4_000
/** Time enough to regret. */
const undoMs = 10_000

/** What was done, told in passing at the lower right; F8 brings the keyboard there. */
export function Toaster() {
  const { t } = useTranslation()
  const toasts = useToasts()
  const shown = useStore(toasts.store, state => state.toasts)

  async function undo({ id, undo }: Toast) {
    toasts.remove(id)
    try {
      await undo?.()
    } catch (failure) {
      toasts.warn(faultSentence(t, faultOf(failure)))
    }
  }

  return (
    <Radix.Provider label={t('toast.one')}>
      {shown.map(toast => (
        <Radix.Root
          key={toast.id}
          className="toast"
          duration={toast.undo || toast.tone === 'wrong' ? undoMs : plainMs}
          onOpenChange={open => !open && toasts.remove(toast.id)}
        >
          {toast.tone === 'wrong' && <StateMark mark="offline" />}
          <Radix.Description className="toast-text">{toast.text}</Radix.Description>
          {toast.undo && (
            <Radix.Action asChild altText={t('toast.undo')}>
              <button type="button" className="button quiet" onClick={() => void undo(toast)}>
                {t('toast.undo')}
              </button>
            </Radix.Action>
          )}
          <Radix.Close asChild>
            <IconButton label={t('toast.close')} icon={X} />
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport className="toasts" label={t('toast.all', { hotkey: '{hotkey}' })} />
    </Radix.Provider>
  )
}
