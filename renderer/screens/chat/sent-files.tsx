import { useQuery } from '@tanstack/react-query'
import { FileText, ImageOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SessionId } from '#contract/ids'
import type { ChatFileNote } from '#contract/model/chat-file'
import { bytesText } from '../../i18n/figures.ts'
import type { Attachment } from '../../state/turn-wish.ts'
import { useWindowState } from '../../state/use-window-state.ts'

interface Props {
  readonly sessionId: SessionId
  readonly files: readonly (ChatFileNote & Partial<Pick<Attachment, 'data'>>)[]
  /** Where they are kept; null while they are still on their way. */
  readonly turn: number | null
}

/** What went along with a message: pictures to be seen, texts by their names. */
export function SentFiles({ sessionId, files, turn }: Props) {
  return (
    <ul className="sent-files">
      {files.map((file, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a message keeps its files in their order
        <li key={place}>
          {file.type === 'text/plain' ? (
            <FileChip file={file} />
          ) : file.data !== undefined ? (
            <img src={`data:${file.type};base64,${file.data}`} alt={file.name} />
          ) : (
            turn !== null && <KeptPicture {...{ sessionId, file, turn, place }} />
          )}
        </li>
      ))}
    </ul>
  )
}

export function FileChip({ file: { name, size } }: { readonly file: ChatFileNote }) {
  return (
    <span className="file-chip">
      <FileText size={14} aria-hidden="true" />
      <span className="file-name">{name}</span>
      <span className="dim">{bytesText(size)}</span>
    </span>
  )
}

interface KeptProps {
  readonly sessionId: SessionId
  readonly file: ChatFileNote
  readonly turn: number
  readonly place: number
}

function KeptPicture({ sessionId, file, turn, place }: KeptProps) {
  const { t } = useTranslation()
  const { ask } = useWindowState()
  const { data, error } = useQuery({
    queryKey: ['session.file', sessionId, turn, place, file.name, file.size],
    queryFn: () => ask('session.file', { sessionId, turn, place }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (data) return <img src={`data:${data.type};base64,${data.data}`} alt={file.name} />
  return (
    <span className="picture-place">
      {error && (
        <>
          <ImageOff size={14} aria-hidden="true" />
          {t('chat.fileGone')}
        </>
      )}
    </span>
  )
}
