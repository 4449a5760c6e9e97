import { SquarePen } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { SessionId } from '#contract/ids'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { newConversation } from '../../state/conversation.ts'
import { useChat, useWindowState } from '../../state/use-window-state.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useNow } from '../../ui/use-now.ts'
import { sessionGroups } from './session-groups.ts'
import { OpenSession, SessionRow } from './session-row.tsx'

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
          <NewSessions hasList={sessions !== null} />
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

/** Conversations that the root does not know yet: their first turn is on its way, failed, or still being written. */
function NewSessions({ hasList }: { readonly hasList: boolean }) {
  const { t } = useTranslation()
  const { sessions: list } = useWindowState()
  const conversations = useChat(state => state.conversations)
  const current = useChat(state => state.current)
  const drafts = useChat(state => state.drafts)
  const seen = useStore(list.store, state => state.seen)
  const known = new Set<string>(Object.keys(seen))
  const keys = new Set([...Object.keys(conversations), ...(hasList ? Object.keys(drafts) : [])])
  return [...keys].flatMap(key => {
    const id = key as SessionId // sound: the records' keys are session ids
    const conversation = conversations[id] ?? newConversation
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
