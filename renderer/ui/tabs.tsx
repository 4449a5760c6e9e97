import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

export interface Tab<V extends string> {
  readonly value: V
  readonly label: string
  /** Shown beside the label, such as how many there are. */
  readonly note?: string | undefined
}

interface Props<V extends string> {
  readonly label: string
  readonly tabs: readonly Tab<V>[]
  readonly value: V
  readonly onChange: (value: V) => void
  /** What belongs to the tab that is chosen. */
  readonly children: ReactNode
}

export function Tabs<V extends string>({ label, tabs, value, onChange, children }: Props<V>) {
  return (
    // Sound: the values are those of the tabs.
    <Radix.Root className="tabs" value={value} onValueChange={chosen => onChange(chosen as V)}>
      <Radix.List className="tab-list" aria-label={label}>
        {tabs.map(tab => (
          <Radix.Trigger key={tab.value} className="tab" value={tab.value}>
            {tab.label}
            {tab.note && <span className="tab-note">{tab.note}</span>}
          </Radix.Trigger>
        ))}
      </Radix.List>
      <Radix.Content className="tab-content" value={value}>
        {children}
      </Radix.Content>
    </Radix.Root>
  )
}
