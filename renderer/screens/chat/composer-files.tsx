import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { bytesText } from '../../i18n/figures.ts'
import type { Attachment } from '../../state/turn-wish.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { FileChip } from './sent-files.tsx'

interface Props {
  readonly files: readonly Attachment[]
  readonly onChange: (files: readonly Attachment[]) => void
}

/** What will go along with the message. */
export function ComposerFiles({ files, onChange }: Props) {
  const { t } = useTranslation()
  if (files.length === 0) return null
  return (
    <ul className="composer-files" aria-label={t('chat.attached')}>
      {files.map(file => (
        <li key={file.id}>
          {file.type === 'text/plain' ? (
            <FileChip file={file} />
          ) : (
            <span className="file-chip">
              <img src={`data:${file.type};base64,${file.data}`} alt="" />
              <span className="file-name">{file.name}</span>
              <span className="dim">{bytesText(file.size)}</span>
            </span>
          )}
          <IconButton
            label={t('chat.remove', { name: file.name })}
            icon={X}
            onClick={() => onChange(files.filter(({ id }) => id !== file.id))}
          />
        </li>
      ))}
    </ul>
  )
}
