import { Tooltip } from 'radix-ui'
import type { ReactNode } from 'react'

interface Props {
  readonly text: ReactNode
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
  /** One element that can be focused or pointed at. */
  readonly children: ReactNode
}

/** A few words more about what one points at or has the focus on. */
export function Hint({ text, side = 'top', children }: Props) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="hint" side={side} sideOffset={6} collisionPadding={8}>
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
