import { Button } from '../../ui/button.tsx'

interface Props {
  readonly save: string
  readonly discard: string
  readonly isGood: boolean
  readonly isSaving: boolean
  readonly onSave: () => void
  readonly onDiscard: () => void
}

/** Shown while something is changed and not yet saved. */
export function DraftActions({ save, discard, isGood, isSaving, onSave, onDiscard }: Props) {
  return (
    <div className="draft-actions">
      <Button look="primary" disabled={!isGood || isSaving} onClick={onSave}>
        {save}
      </Button>
      <Button disabled={isSaving} onClick={onDiscard}>
        {discard}
      </Button>
    </div>
  )
}
