import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { useReturnFocus } from './use-return-focus.ts'

interface Props {
  readonly title: string
  /** One sentence under the title. */
  readonly text?: string | undefined
  readonly isWide?: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A question or a form over the window; drawn while it is open. Escape and a click beside it close it. */
export function Dialog({ title, text, isWide = false, onClose, children }: Props) {
  const returnFocus = useReturnFocus()
  return (
    <Radix.Root open onOpenChange={open => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="veil" />
        <Radix.Content
          className={isWide ? 'dialog wide' : 'dialog'}
          onCloseAutoFocus={returnFocus}
          {...(text ? {} : { 'aria-describedby': undefined })}
        >
          <Radix.Title className="dialog-title">{title}</Radix.Title>
          {text && <Radix.Description className="dialog-text">{text}</Radix.Description>}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** The row of buttons at the end of a dialog. */
export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className="actions dialog-actions">{children}</div>
}
