import { ToggleGroup } from 'radix-ui'

interface Props<V extends string> {
  readonly label: string
  readonly choices: readonly { readonly value: V; readonly label: string }[]
  readonly value: V
  readonly onChange: (value: V) => void
}

/** A few choices side by side, one of which holds. */
export function Segmented<V extends string>({ label, choices, value, onChange }: Props<V>) {
  return (
    <ToggleGroup.Root
      className="segmented"
      type="single"
      aria-label={label}
      value={value}
      // Sound: the values are those of the choices; to press the one that holds changes nothing.
      onValueChange={chosen => chosen !== '' && onChange(chosen as V)}
    >
      {choices.map(choice => (
        <ToggleGroup.Item key={choice.value} className="segment" value={choice.value}>
          {choice.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
