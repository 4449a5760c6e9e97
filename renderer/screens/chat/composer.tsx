import { ArrowUp, Play, Square } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionId } from '#contract/ids'
import { isServing } from '#contract/model/worker'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { rootState } from '../../state/fleet.ts'
import { useChat, useSeen, useWindowState } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { ModelChoice } from './model-choice.tsx'

export function Composer({ sessionId }: { readonly sessionId: SessionId }) {
  const { t } = useTranslation()
  const { chat } = useWindowState()
  const draft = useChat(state => state.drafts[sessionId] ?? '')
  const isAnswering = useChat(state => Boolean(state.conversations[sessionId]?.answering))
  const isRunning = useSeen(rootState).name === 'running'
  const box = useRef<HTMLTextAreaElement>(null)

  useEffect(() => {
    box.current?.focus()
  }, [])

  useEffect(() => {
    if (!isAnswering) return
    const stopOnEscape = (event: globalThis.KeyboardEvent) => {
      if (event.key === 'Escape' && !event.isComposing) void chat.stop(sessionId)
    }
    window.addEventListener('keydown', stopOnEscape)
    return () => window.removeEventListener('keydown', stopOnEscape)
  }, [chat, isAnswering, sessionId])

  function send() {
    if (!isRunning || isAnswering || draft.trim() === '') return
    chat.setDraft(sessionId, '')
    void chat.send(sessionId, draft)
    box.current?.focus()
  }

  /** The Enter that picks a word in an input method must not send; 229 is how older ones say it. */
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.shiftKey) return
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    event.preventDefault()
    send()
  }

  return (
    <div className="composer column">
      <RootNotice />
      <div className="composer-box">
        <textarea
          ref={box}
          aria-label={t('chat.message')}
          placeholder={t('chat.placeholder')}
          value={draft}
          rows={1}
          maxLength={1_000_000}
          onChange={event => chat.setDraft(sessionId, event.target.value)}
          onKeyDown={onKeyDown}
        />
        <div className="composer-tools">
          <ModelChoice />
          <span className="hint">{isAnswering ? t('chat.keysStop') : t('chat.keys')}</span>
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
              disabled={!isRunning || draft.trim() === ''}
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

/** Says before the message is sent that nobody is there to answer it. */
function RootNotice() {
  const { t } = useTranslation()
  const { ask } = useWindowState()
  const root = useSeen(rootState)
  const hasServing = useSeen(seen => seen.workers.some(isServing))
  const { isRunning, fault, run } = useCommand()

  if (root.name === 'stopped' || root.name === 'failed') {
    const problem = fault ?? (root.name === 'failed' ? root.fault : null)
    return (
      <Notice
        mark={root.name === 'failed' ? 'offline' : 'resting'}
        title={t(root.name === 'failed' ? 'failure.title' : 'chat.rootStoppedTitle')}
        action={
          <Button
            look="primary"
            icon={Play}
            disabled={isRunning}
            onClick={() => run(() => ask('root.start', { port: null }))}
          >
            {t('stopped.start')}
          </Button>
        }
      >
        {problem ? faultSentence(t, problem) : t('chat.rootStopped')}
      </Notice>
    )
  }
  if (root.name === 'running' && !hasServing) {
    return <p className="says wrong">{t('chat.noneServing')}</p>
  }
  return null
}
