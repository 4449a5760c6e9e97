import { CloudCog, FileUp, type LucideIcon, Server, Sprout } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { DialogActions } from '../../../ui/dialog.tsx'
import { type AddWay, addWays } from '../task.ts'

const icons: Readonly<Record<AddWay, LucideIcon>> = {
  ssh: Server,
  coolify: CloudCog,
  oracle: Sprout,
  import: FileUp,
}

interface Props {
  readonly onChoose: (way: AddWay) => void
  readonly onClose: () => void
}

export function WayChoice({ onChoose, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <ul className="host-ways">
        {addWays.map(way => {
          const Icon = icons[way]
          return (
            <li key={way}>
              <button type="button" className="host-way" onClick={() => onChoose(way)}>
                <Icon size={18} aria-hidden="true" />
                <b>{t(`hostAdd.${way}`)}</b>
                <span className="dim">{t(`hostAdd.${way}Text`)}</span>
              </button>
            </li>
          )
        })}
      </ul>
      <DialogActions>
        <Button onClick={onClose}>{t('hostAdd.cancel')}</Button>
      </DialogActions>
    </>
  )
}
