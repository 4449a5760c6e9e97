import { ArrowUp, Paperclip, Square } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionId } from '#contract/ids'
import { newConversation } from '../../state/conversation.ts'
import { rootState } from '../../state/fleet.ts'
import type { Attachment } from '../../state/turn-wish.ts'
import { useChat, useSeen, useWindowState } from '../../state/use-window-state.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { askedBefore } from './asked-before.ts'
import { BallotChoice } from './ballot-choice.tsx'
import { ComposerFiles } from './composer-files.tsx'
import { isSending } from './is-sending.ts'
import { ModelChoice } from './model-choice.tsx'
import { RootNotice } from './root-notice.tsx'
import { useAttach } from './use-attach.ts'

const noFiles: readonly Attachment[] = []

export function Composer({ sessionId }: { readonly sessionId: SessionId }) {
  const { t } = useTranslation()
  const { chat } = useWindowState()
  const draft = useChat(state => state.drafts[sessionId] ?? '')
  const files = useChat(state => state.attachments[sessionId] ?? noFiles)
  const ballot = useChat(state => state.ballot)
  const isAnswering = useChat(state => Boolean(state.conversations[sessionId]?.answering))
  const isRunning = useSeen(rootState).name === 'running'
  const attach = useAttach(sessionId)
  const box = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  /** How far back ↑ has gone. */
  const [recalled, setRecalled] = useState(-1)
  const canSend = isRunning && !isAnswering && (draft.trim() !== '' || files.length > 0)

  useEffect(() => {
    box.current?.focus()
  }, [])

  useEffect(() => {
    if (!isAnswering) return
    const stopOnEscape = (event: globalThis.KeyboardEvent) => {
      if (event.key === 'Escape' && !event.isComposing && !event.defaultPrevented) {
        void chat.stop(sessionId)
      }
    }
    window.addEventListener('keydown', stopOnEscape)
    return () => window.removeEventListener('keydown', stopOnEscape)
  }, [chat, isAnswering, sessionId])

  function send() {
    if (!canSend) return
    chat.setDraft(sessionId, '')
    chat.setAttachments(sessionId, [])
    setRecalled(-1)
    void chat.send(sessionId, draft, { files, ballot })
    box.current?.focus()
  }

  /** In an empty box, or in what came this way, ↑ goes back and ↓ forward through what was asked. */
  function recall(step: 1 | -1): boolean {
    if (recalled === -1 && (step === -1 || draft !== '')) return false
    const conversation = chat.store.getState().conversations[sessionId] ?? newConversation
    const asked = askedBefore(conversation)
    if (recalled >= 0 && asked[recalled] !== draft) return false
    const next = recalled + step
    if (next >= asked.length) return false
    setRecalled(next)
    chat.setDraft(sessionId, asked[next] ?? '')
    return true
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isSending(event)) {
      event.preventDefault()
      send()
      return
    }
    if (event.nativeEvent.isComposing || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) {
      return
    }
    if (recall(event.key === 'ArrowUp' ? 1 : -1)) event.preventDefault()
  }

  function onPaste(event: ClipboardEvent) {
    const pasted = [...event.clipboardData.files]
    if (pasted.length === 0) return
    event.preventDefault()
    void attach(pasted)
  }

  return (
    <div className="composer column">
      <RootNotice />
      <div className="composer-box">
        <ComposerFiles files={files} onChange={left => chat.setAttachments(sessionId, left)} />
        <textarea
          ref={box}
          aria-label={t('chat.message')}
          placeholder={t('chat.placeholder')}
          value={draft}
          rows={1}
          maxLength={1_000_000}
          dir="auto"
          onChange={event => chat.setDraft(sessionId, event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <div className="composer-tools">
          <IconButton
            label={t('chat.attach')}
            icon={Paperclip}
            onClick={() => picker.current?.click()}
          />
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            aria-label={t('chat.attach')}
            onChange={event => {
              void attach([...(event.target.files ?? [])])
              event.target.value = ''
            }}
          />
          <ModelChoice />
          <BallotChoice />
          <span className="hint-keys">{isAnswering ? t('chat.keysStop') : t('chat.keys')}</span>
          {isAnswering ? (
            <button
              type="button"
              className="round"
              aria-label={t('chat.stop')}
              title={t('chat.stop')}
              onClick={() => void chat.stop(sessionId)}
            >
              <Square size={12} fill="currentColor" aria-hidden="true" />
            </button>
          ) : (
            <button
              type="button"
              className="round primary"
              aria-label={t('chat.send')}
              title={t('chat.send')}
              disabled={!canSend}
              onClick={send}
            >
              <ArrowUp size={16} aria-hidden="true" />
            </button>
          )}
        </div>
      </div>
    </div>
  )
}
