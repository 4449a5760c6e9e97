import { History, Pencil } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionId } from '#contract/ids'
import type { ChatFileNote } from '#contract/model/chat-file'
import type { SessionMessage, SetAside } from '#contract/model/session'
import { momentText } from '../../i18n/figures.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useNow } from '../../ui/use-now.ts'
import { EditMessage } from './edit-message.tsx'
import { SentFiles } from './sent-files.tsx'

interface TextProps {
  readonly sessionId: SessionId
  readonly text: string
  readonly files: readonly ChatFileNote[]
  /** Where they are kept; left out while they are still on their way. */
  readonly turn?: number
}

export function AskedText({ sessionId, text, files, turn }: TextProps) {
  const { t } = useTranslation()
  return (
    <article className="asked" aria-label={t('chat.you')} dir="auto">
      {files.length > 0 && <SentFiles sessionId={sessionId} files={files} turn={turn ?? null} />}
      {text}
    </article>
  )
}

interface Props {
  readonly sessionId: SessionId
  readonly message: SessionMessage
  readonly turn: number
  /** How many turns there are from this one on. */
  readonly turnsFromHere: number
  readonly setAside: readonly SetAside[]
  /** Null while another turn is on its way. */
  readonly onEdit: ((text: string) => void) | null
  readonly onBringBack: (setAsideId: string) => void
}

/** What was asked, with the ways to ask it otherwise. */
export function Asked({ onEdit, onBringBack, message, setAside, ...props }: Props) {
  const { sessionId, turn, turnsFromHere } = props
  const { t } = useTranslation()
  const [isEditing, setEditing] = useState(false)
  if (isEditing && onEdit) {
    return (
      <EditMessage
        text={message.content}
        turns={turnsFromHere}
        onSend={text => {
          setEditing(false)
          onEdit(text)
        }}
        onCancel={() => setEditing(false)}
      />
    )
  }
  return (
    <div className="asked-line">
      <AskedText
        sessionId={sessionId}
        text={message.content}
        files={message.files ?? []}
        turn={turn}
      />
      <div className="asked-tools">
        <CopyButton label={t('chat.copyMessage')} text={message.content} />
        {onEdit && (
          <IconButton label={t('chat.edit')} icon={Pencil} onClick={() => setEditing(true)} />
        )}
        {setAside.length > 0 && onEdit && (
          <Versions setAside={setAside} onBringBack={onBringBack} />
        )}
      </div>
    </div>
  )
}

function Versions({ setAside, onBringBack }: Pick<Props, 'setAside' | 'onBringBack'>) {
  const { t, i18n } = useTranslation()
  const now = useNow(60_000)
  const label = t('chat.versions')
  return (
    <Menu
      label={label}
      trigger={<IconButton className="versions" label={label} icon={History} />}
      items={setAside.map(({ id, turns, at }) => ({
        label: t('chat.version', { count: turns, at: momentText(at, now, i18n.language) }),
        onSelect: () => onBringBack(id),
      }))}
    />
  )
}
