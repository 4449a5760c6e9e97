import { SquarePen, Trash } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { SessionId } from '#contract/ids'
import type { SessionSummary } from '#contract/model/session'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { momentText } from '../../i18n/figures.ts'
import { useChat, useWindowState } from '../../state/use-window-state.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useNow } from '../../ui/use-now.ts'
import { sessionGroups } from './session-groups.ts'
import { useDelete } from './use-delete.ts'

export function SessionPane() {
  const { t } = useTranslation()
  const { chat, sessions: list } = useWindowState()
  const { search, sessions, fault, leaving } = useStore(list.store)
  const now = useNow(60_000)
  const shown = sessions?.filter(({ id }) => !leaving.includes(id)) ?? []

  return (
    <section className="session-pane" aria-label={t('chat.sessions')}>
      <div className="session-tools">
        <SearchField
          label={t('chat.search')}
          value={search}
          onChange={text => void list.search(text)}
        />
        <IconButton label={t('chat.newSession')} icon={SquarePen} onClick={() => chat.startNew()} />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows go between the buttons in it */}
      <div className="session-lists" onKeyDown={moveFocus}>
        <ul>
          <NewSessions listed={sessions ?? []} />
        </ul>
        {sessionGroups(shown, now).map(({ name, sessions: those }) => (
          <section key={name} aria-label={t(`chat.${name}`)}>
            <h2>{t(`chat.${name}`)}</h2>
            <ul>
              {those.map(session => (
                <SessionRow key={session.id} session={session} now={now} />
              ))}
            </ul>
          </section>
        ))}
        {fault ? (
          <p className="says wrong">{faultSentence(t, fault)}</p>
        ) : sessions === null ? (
          <Skeleton />
        ) : (
          shown.length === 0 && (
            <p className="says">{search ? t('chat.noMatch') : t('chat.noSessions')}</p>
          )
        )}
      </div>
    </section>
  )
}

/** ↑ and ↓ go from one conversation to the next; the rest is Tab's. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('.session')]
  const at = buttons.findIndex(button => button.matches(':focus'))
  const next = buttons[at + step]
  if (at === -1 || !next) return
  event.preventDefault()
  next.focus()
}

interface RowProps {
  readonly session: SessionSummary
  readonly now: number
}

function SessionRow({ session, now }: RowProps) {
  const { t, i18n } = useTranslation()
  const remove = useDelete()
  const { id, title, updatedAt } = session
  return (
    <li>
      <OpenSession id={id} title={title}>
        {momentText(updatedAt, now, i18n.language)}
      </OpenSession>
      <IconButton
        label={t('chat.delete', { title })}
        icon={Trash}
        onClick={() => remove(id, title)}
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
    const message = answering?.wish.message ?? broken.at(-1)?.wish.message ?? drafts[id]
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
      title={title}
      aria-current={isOpen ? 'true' : undefined}
      onClick={() => void chat.open(id)}
    >
      <span className="session-title" dir="auto">
        {title}
      </span>
      {isAnswering ? <span className="live-dot" aria-hidden="true" /> : <small>{children}</small>}
    </button>
  )
}
