import { Bell, BellOff } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AlertList } from './alert-list.tsx'
import { useAlerts } from './use-alerts.ts'

/** What is wrong, and how much of it nobody looked at yet. */
export function AlertBell() {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const alerts = useAlerts()
  const count = alerts.unread.length
  const label = count === 0 ? t('alertCentre.label') : t('alertCentre.unread', { count })
  const Icon = alerts.mutedUntil === null ? Bell : BellOff
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button type="button" className="icon-button bell" aria-label={label} title={label}>
          <Icon size={16} aria-hidden="true" />
          {count > 0 && (
            <span className="bell-count" aria-hidden="true">
              {count > 9 ? '9+' : count}
            </span>
          )}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover alert-centre"
          align="end"
          sideOffset={8}
          collisionPadding={12}
          aria-label={t('alertCentre.label')}
        >
          <AlertList alerts={alerts} onClose={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
