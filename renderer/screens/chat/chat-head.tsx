import { FileJson, FileText, Pencil, Pin, PinOff, Trash } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { SessionId } from '#contract/ids'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import type { Conversation } from '../../state/conversation.ts'
import { faultOf } from '../../state/fault-of.ts'
import { useToasts } from '../../state/toasts.ts'
import { useChat, useSeen, useWindowState } from '../../state/use-window-state.ts'
import { Menu } from '../../ui/menu.tsx'
import { exportJson, exportMarkdown } from './export-text.ts'
import { SessionTitleField } from './session-title-field.tsx'
import { useChangeSession } from './use-change-session.ts'
import { useDelete } from './use-delete.ts'

/** What the conversation is called, and what can be done with the whole of it. */
export function ChatHead({ sessionId }: { readonly sessionId: SessionId }) {
  const { t } = useTranslation()
  const { ask, sessions: list } = useWindowState()
  const toasts = useToasts()
  const remove = useDelete()
  const { rename, pin } = useChangeSession()
  const [isRenaming, setRenaming] = useState(false)
  const listed = useStore(list.store, state => state.seen[sessionId])
  const first = useChat(state => firstText(state.conversations[sessionId]))
  const lines = useChat(state => state.conversations[sessionId]?.lines ?? [])
  const names = useSeen(seen => Object.fromEntries(seen.workers.map(({ id, name }) => [id, name])))
  const canRename = listed !== undefined
  useRenameKey(canRename, () => setRenaming(true))
  const title = listed?.title ?? (first || t('chat.newSession'))

  async function save(ending: string, text: string) {
    try {
      const { saved } = await ask('file.save', { suggestedName: `${title}${ending}`, text })
      if (saved) toasts.say(t('chat.exported'))
    } catch (failure) {
      toasts.warn(faultSentence(t, faultOf(failure)))
    }
  }

  const words = { you: t('chat.you'), answer: t('chat.answer') }
  const nameOf = (id: string) => names[id] ?? id
  return (
    <header className="chat-head">
      {isRenaming ? (
        <SessionTitleField
          title={title}
          onDone={wanted => {
            setRenaming(false)
            rename(sessionId, title, wanted)
          }}
        />
      ) : (
        <h1 title={title} dir="auto" onDoubleClick={() => setRenaming(canRename)}>
          {title}
        </h1>
      )}
      {lines.length > 0 && (
        <Menu
          label={t('chat.more')}
          items={[
            ...(listed
              ? [
                  { label: t('chat.rename'), icon: Pencil, onSelect: () => setRenaming(true) },
                  {
                    label: t(listed.isPinned ? 'chat.unpin' : 'chat.pin'),
                    icon: listed.isPinned ? PinOff : Pin,
                    onSelect: () => pin(sessionId, title, !listed.isPinned),
                  },
                  null,
                ]
              : []),
            {
              label: t('chat.exportMarkdown'),
              icon: FileText,
              onSelect: () =>
                void save('.md', exportMarkdown({ title, messages: lines, nameOf, words })),
            },
            {
              label: t('chat.exportJson'),
              icon: FileJson,
              onSelect: () => void save('.json', exportJson(title, lines)),
            },
            null,
            {
              label: t('chat.deleteThis'),
              icon: Trash,
              isDanger: true,
              onSelect: () => remove(sessionId, title),
            },
          ]}
        />
      )}
    </header>
  )
}

/** F2, wherever one is in the conversation; a row of the list takes it for itself. */
function useRenameKey(canRename: boolean, onRename: () => void): void {
  const rename = useEffectEvent(onRename)
  useEffect(() => {
    if (!canRename) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'F2' && !event.defaultPrevented) rename()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [canRename])
}

function firstText(conversation: Conversation | undefined): string {
  if (!conversation) return ''
  const { lines, broken, answering } = conversation
  return lines[0]?.content ?? broken[0]?.wish.message ?? answering?.wish.message ?? ''
}
