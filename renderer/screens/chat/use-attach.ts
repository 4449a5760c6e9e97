import { useTranslation } from 'react-i18next'
import type { SessionId } from '#contract/ids'
import { fileLimits } from '#contract/model/chat-file'
import { bytesText } from '../../i18n/figures.ts'
import { useToasts } from '../../state/toasts.ts'
import { useWindowState } from '../../state/use-window-state.ts'
import { readAttachments } from './read-attachment.ts'

/** Lets files go along with the next message, and says of each that cannot why not. */
export function useAttach(sessionId: SessionId): (files: readonly File[]) => Promise<void> {
  const { t } = useTranslation()
  const { chat } = useWindowState()
  const toasts = useToasts()
  return async files => {
    const before = chat.store.getState().attachments[sessionId] ?? []
    const { taken, refused } = await readAttachments(files, before)
    chat.setAttachments(sessionId, taken)
    for (const { name, problem } of refused) {
      toasts.warn(
        t(`chat.file.${problem}`, {
          name,
          count: fileLimits.count,
          images: bytesText(fileLimits.imageBytes),
          texts: bytesText(fileLimits.textBytes),
          all: bytesText(fileLimits.allBytes),
        }),
      )
    }
  }
}
