import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './icon-button.tsx'
import { useMedia } from './use-media.ts'
import { useReturnFocus } from './use-return-focus.ts'

interface Props {
  readonly title: string
  /** Stands before the title, such as a state's shape. */
  readonly mark?: ReactNode
  /** One line under the title. */
  readonly text?: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
}

/** What is known of the thing that is selected: beside the screen, or over it where the window is narrow. */
export function DetailPanel({ title, mark, text, onClose, children }: Props) {
  const { t } = useTranslation()
  const isSheet = useMedia('(width < 1100px)')
  const returnFocus = useReturnFocus()
  function close() {
    if (!isSheet) returnFocus()
    onClose()
  }
  const head = (
    <div className="panel-head">
      {mark}
      {isSheet ? (
        <Radix.Title asChild>
          <h2 className="panel-title selectable">{title}</h2>
        </Radix.Title>
      ) : (
        <h2 className="panel-title selectable">{title}</h2>
      )}
      <IconButton label={t('panel.close')} icon={X} onClick={close} />
    </div>
  )
  const body = (
    <>
      {head}
      {text && <p className="panel-text dim">{text}</p>}
      <div className="panel-body scrolled">{children}</div>
    </>
  )
  if (!isSheet) {
    return (
      <aside
        className="panel"
        aria-label={title}
        onKeyDown={event => {
          if (event.key === 'Escape' && !event.defaultPrevented) close()
        }}
      >
        {body}
      </aside>
    )
  }
  return (
    <Radix.Root open onOpenChange={open => !open && close()}>
      <Radix.Portal>
        <Radix.Overlay className="veil" />
        <Radix.Content
          className="panel sheet"
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
        >
          {body}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** A part of the panel under a small name. */
export function PanelSection({
  name,
  action,
  children,
}: {
  readonly name: string
  readonly action?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <section className="panel-section" aria-label={name}>
      <div className="section-head">
        <h3 className="section-name">{name}</h3>
        {action}
      </div>
      {children}
    </section>
  )
}
