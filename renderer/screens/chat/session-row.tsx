import { Pencil, Pin, PinOff, Trash } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionId } from '#contract/ids'
import type { SessionSummary } from '#contract/model/session'
import { momentText } from '../../i18n/figures.ts'
import { useChat, useWindowState } from '../../state/use-window-state.ts'
import { Menu } from '../../ui/menu.tsx'
import { SessionTitleField } from './session-title-field.tsx'
import { useChangeSession } from './use-change-session.ts'
import { useDelete } from './use-delete.ts'

interface Props {
  readonly session: SessionSummary
  readonly now: number
}

/** F2 and a double click rename it; the rest is in its menu. */
export function SessionRow({ session, now }: Props) {
  const { t, i18n } = useTranslation()
  const remove = useDelete()
  const { rename, pin } = useChangeSession()
  const [renaming, setRenaming] = useState<'no' | 'yes' | 'over'>('no')
  const { id, title, isPinned, updatedAt } = session
  if (renaming === 'yes') {
    return (
      <li>
        <SessionTitleField
          title={title}
          onDone={(wanted, isByKey) => {
            setRenaming(isByKey ? 'over' : 'no')
            rename(id, title, wanted)
          }}
        />
      </li>
    )
  }
  return (
    <li>
      <OpenSession
        id={id}
        title={title}
        takesFocus={renaming === 'over'}
        onRename={() => setRenaming('yes')}
      >
        {momentText(updatedAt, now, i18n.language)}
      </OpenSession>
      <Menu
        label={t('chat.sessionMenu', { title })}
        items={[
          { label: t('chat.rename'), icon: Pencil, onSelect: () => setRenaming('yes') },
          {
            label: t(isPinned ? 'chat.unpin' : 'chat.pin'),
            icon: isPinned ? PinOff : Pin,
            onSelect: () => pin(id, title, !isPinned),
          },
          null,
          {
            label: t('chat.deleteThis'),
            icon: Trash,
            isDanger: true,
            onSelect: () => remove(id, title),
          },
        ]}
      />
    </li>
  )
}

interface OpenProps {
  readonly id: SessionId
  readonly title: string
  /** Left out where the root does not know it yet. */
  readonly onRename?: () => void
  /** As it is drawn. */
  readonly takesFocus?: boolean
  readonly children?: string
}

export function OpenSession({ id, title, onRename, takesFocus, children }: OpenProps) {
  const { chat } = useWindowState()
  const isOpen = useChat(state => state.current === id)
  const isAnswering = useChat(state => Boolean(state.conversations[id]?.answering))
  return (
    <button
      type="button"
      // biome-ignore lint/a11y/noAutofocus: it had the focus before its title was edited
      autoFocus={takesFocus}
      className="session"
      title={title}
      aria-current={isOpen ? 'true' : undefined}
      aria-keyshortcuts={onRename && 'F2'}
      onClick={() => void chat.open(id)}
      onDoubleClick={onRename}
      onKeyDown={event => {
        if (event.key !== 'F2') return
        event.preventDefault()
        onRename?.()
      }}
    >
      <span className="session-title" dir="auto">
        {title}
      </span>
      {isAnswering ? <span className="live-dot" aria-hidden="true" /> : <small>{children}</small>}
    </button>
  )
}
