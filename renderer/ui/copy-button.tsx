import { Check, Copy, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWindowState } from '../state/use-window-state.ts'
import { IconButton } from './icon-button.tsx'

interface Props {
  readonly label: string
  readonly text: string
}

const shownMs = 1_600

export function CopyButton({ label, text }: Props) {
  const { t } = useTranslation()
  const { ask } = useWindowState()
  const [outcome, setOutcome] = useState<'done' | 'failed' | null>(null)

  useEffect(() => {
    if (!outcome) return
    const timer = setTimeout(() => setOutcome(null), shownMs)
    return () => clearTimeout(timer)
  }, [outcome])

  async function copy() {
    try {
      await ask('clipboard.write', { text })
      setOutcome('done')
    } catch {
      setOutcome('failed')
    }
  }

  return (
    <>
      <IconButton
        label={label}
        icon={outcome === 'done' ? Check : outcome === 'failed' ? X : Copy}
        className={outcome ? `copy-${outcome}` : ''}
        onClick={() => void copy()}
      />
      <span className="visually-hidden" role="status">
        {outcome && t(`copy.${outcome}`)}
      </span>
    </>
  )
}
