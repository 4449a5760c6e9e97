import { Ellipsis, type LucideIcon } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { IconButton } from './icon-button.tsx'

export interface MenuItem {
  readonly label: string
  readonly icon?: LucideIcon
  readonly isDanger?: boolean
  readonly isDisabled?: boolean
  readonly onSelect: () => void
}

interface Props {
  readonly label: string
  /** Null draws a line between the ones around it. */
  readonly items: readonly (MenuItem | null)[]
  /** Instead of the three dots. */
  readonly trigger?: ReactNode
}

/** What else can be done, behind one button. */
export function Menu({ label, items, trigger }: Props) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        {trigger ?? <IconButton label={label} icon={Ellipsis} />}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} aria-label={label}>
          {items.map((item, at) =>
            item ? (
              <DropdownMenu.Item
                key={item.label}
                className={item.isDanger ? 'menu-item wrong' : 'menu-item'}
                disabled={item.isDisabled ?? false}
                onSelect={item.onSelect}
              >
                {item.icon && <item.icon size={14} aria-hidden="true" />}
                {item.label}
              </DropdownMenu.Item>
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing else to be known by
              <DropdownMenu.Separator key={`line-${at}`} className="menu-line" />
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
