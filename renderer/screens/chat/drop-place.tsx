import { Paperclip } from 'lucide-react'
import { type DragEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SessionId } from '#contract/ids'
import { useAttach } from './use-attach.ts'

interface Props {
  readonly sessionId: SessionId
  readonly children: ReactNode
}

/** Files that are dropped anywhere on a conversation go along with the next message. */
export function DropPlace({ sessionId, children }: Props) {
  const { t } = useTranslation()
  const [isOver, setOver] = useState(false)
  const attach = useAttach(sessionId)
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button in the composer does the same
    <div
      className="chat"
      onDragOver={event => {
        if (!hasFiles(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={event => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false) // sound: what is entered is in the page, or nothing
      }}
      onDrop={event => {
        if (!hasFiles(event)) return
        event.preventDefault()
        setOver(false)
        void attach([...event.dataTransfer.files])
      }}
    >
      {children}
      {isOver && (
        <div className="drop-here" aria-hidden="true">
          <Paperclip size={16} />
          {t('chat.dropHere')}
        </div>
      )}
    </div>
  )
}
