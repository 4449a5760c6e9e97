import { CopyButton } from './copy-button.tsx'

interface Props {
  /** What it is, above it. */
  readonly name?: string
  readonly copyLabel: string
  readonly text: string
}

/** Text for elsewhere, as it is, with a button that copies it. */
export function CodeBlock({ name, copyLabel, text }: Props) {
  return (
    <div className="code-block">
      {name && <span className="code-name dim">{name}</span>}
      <CopyButton label={copyLabel} text={text} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre tabIndex={0}>{text}</pre>
    </div>
  )
}
