import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'

interface Props extends ComponentProps<'button'> {
  readonly look?: 'plain' | 'primary' | 'danger' | 'quiet'
  readonly icon?: LucideIcon
}

export function Button({ look = 'plain', icon: Icon, children, className, ...rest }: Props) {
  return (
    <button type="button" className={`button ${look} ${className ?? ''}`} {...rest}>
      {Icon && <Icon size={14} aria-hidden="true" />}
      {children}
    </button>
  )
}
