import { Search, SquarePen, Trash } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { SessionId } from '#contract/ids'
import type { SessionSummary } from '#contract/model/session'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { momentText } from '../../i18n/figures.ts'
import { useChat, useWindowState } from '../../state/use-window-state.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useNow } from '../../ui/use-now.ts'

export function SessionPane() {
  const { t } = useTranslation()
  const { chat, sessions: list } = useWindowState()
  const { search, sessions, fault } = useStore(list.store)
  const [toDelete, setToDelete] = useState<SessionSummary | null>(null)

  return (
    <section className="session-pane" aria-label={t('chat.sessions')}>
      <div className="session-tools">
        <label className="search">
          <Search size={14} aria-hidden="true" />
          <input
            type="search"
            aria-label={t('chat.search')}
            placeholder={t('chat.search')}
            value={search}
            maxLength={256}
            onChange={event => void list.search(event.target.value)}
          />
        </label>
        <IconButton label={t('chat.newSession')} icon={SquarePen} onClick={() => chat.startNew()} />
      </div>
      <ul>
        <NewSessions listed={sessions ?? []} />
        {sessions?.map(session => (
          <SessionRow key={session.id} session={session} onDelete={() => setToDelete(session)} />
        ))}
      </ul>
      {fault ? (
        <p className="says wrong">{faultSentence(t, fault)}</p>
      ) : (
        sessions?.length === 0 && (
          <p className="says">{search ? t('chat.noMatch') : t('chat.noSessions')}</p>
        )
      )}
      {toDelete && (
        <ConfirmDialog
          title={t('chat.deleteTitle')}
          text={t('chat.deleteText', { title: toDelete.title })}
          yes={t('chat.deleteYes')}
          onYes={async () => {
            await list.delete(toDelete.id)
            chat.forget(toDelete.id)
          }}
          onClose={() => setToDelete(null)}
        />
      )}
    </section>
  )
}

interface RowProps {
  readonly session: SessionSummary
  readonly onDelete: () => void
}

function SessionRow({ session, onDelete }: RowProps) {
  const { t, i18n } = useTranslation()
  const now = useNow(60_000)
  return (
    <li>
      <OpenSession id={session.id} title={session.title}>
        {momentText(session.updatedAt, now, i18n.language)}
      </OpenSession>
      <IconButton
        label={t('chat.delete', { title: session.title })}
        icon={Trash}
        onClick={onDelete}
      />
    </li>
  )
}

/** Conversations whose first turn is still on its way, or failed: the root does not know them yet. */
function NewSessions({ listed }: { readonly listed: readonly SessionSummary[] }) {
  const { t } = useTranslation()
  const conversations = useChat(state => state.conversations)
  const current = useChat(state => state.current)
  const drafts = useChat(state => state.drafts)
  const known = new Set<string>(listed.map(session => session.id))
  return Object.entries(conversations).flatMap(([key, conversation]) => {
    const id = key as SessionId // sound: the record's keys are session ids
    const { lines, broken, answering, reading } = conversation
    const message = answering?.message ?? broken.at(-1)?.message ?? drafts[id]
    if (known.has(id) || lines.length > 0 || reading.name !== 'read') return []
    if (!message && id !== current) return []
    return (
      <li key={id}>
        <OpenSession id={id} title={message?.trim() || t('chat.newSession')} />
      </li>
    )
  })
}

interface OpenProps {
  readonly id: SessionId
  readonly title: string
  readonly children?: string
}

function OpenSession({ id, title, children }: OpenProps) {
  const { chat } = useWindowState()
  const isOpen = useChat(state => state.current === id)
  const isAnswering = useChat(state => Boolean(state.conversations[id]?.answering))
  return (
    <button
      type="button"
      className="session"
      aria-current={isOpen ? 'true' : undefined}
      onClick={() => void chat.open(id)}
    >
      <span className="session-title">{title}</span>
      {isAnswering ? <span className="live-dot" aria-hidden="true" /> : <small>{children}</small>}
    </button>
  )
}
