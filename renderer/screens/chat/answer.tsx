import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Markdown } from '../../ui/markdown.tsx'

interface Props {
  readonly text: string
  readonly isGrowing?: boolean
  readonly children?: ReactNode
}

export function Answer({ text, isGrowing = false, children }: Props) {
  const { t } = useTranslation()
  return (
    <article
      className={isGrowing ? 'answer growing' : 'answer'}
      aria-label={t('chat.answer')}
      aria-busy={isGrowing}
    >
      {text !== '' && <Markdown text={text} isGrowing={isGrowing} />}
      {children}
    </article>
  )
}
