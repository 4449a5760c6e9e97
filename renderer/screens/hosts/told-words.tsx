import type { ToldWords } from '../../i18n/host-fault-told.ts'
import { CodedText } from '../../ui/coded-text.tsx'

/** A sentence, and below it what a host said itself. */
export function Told({ told: { sentence, said } }: { readonly told: ToldWords }) {
  return (
    <>
      <span className="says selectable">
        <CodedText text={sentence} />
      </span>
      {said !== null && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <pre className="verbatim" tabIndex={0}>
          {said}
        </pre>
      )}
    </>
  )
}
