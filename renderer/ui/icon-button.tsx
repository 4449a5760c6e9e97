import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'

interface Props extends ComponentProps<'button'> {
  readonly label: string
  readonly icon: LucideIcon
}

/** A button that shows only a picture; its name is there for whoever cannot see it, and on hover. */
export function IconButton({ label, icon: Icon, className, ...rest }: Props) {
  return (
    <button
      type="button"
      className={`icon-button ${className ?? ''}`}
      aria-label={label}
      title={label}
      {...rest}
    >
      <Icon size={14} aria-hidden="true" />
    </button>
  )
}
