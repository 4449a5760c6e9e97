import { Maximize, Minus, Plus, RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/icon-button.tsx'

interface Props {
  readonly onFit: () => void
  readonly onZoom: (factor: number) => void
  /** Null where nothing was moved. */
  readonly onReset: (() => void) | null
}

export function GraphControls({ onFit, onZoom, onReset }: Props) {
  const { t } = useTranslation()
  return (
    <div className="topo-controls" role="toolbar" aria-label={t('topology.controls')}>
      <IconButton label={t('topology.zoomOut')} icon={Minus} onClick={() => onZoom(1 / 1.25)} />
      <IconButton label={t('topology.zoomIn')} icon={Plus} onClick={() => onZoom(1.25)} />
      <IconButton label={t('topology.fit')} icon={Maximize} onClick={onFit} />
      {onReset && <IconButton label={t('topology.reset')} icon={RotateCcw} onClick={onReset} />}
    </div>
  )
}
