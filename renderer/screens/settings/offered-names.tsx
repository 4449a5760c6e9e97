import { offeredModels } from '../../state/fleet.ts'
import { useSeen } from '../../state/use-window-state.ts'

/** The models that can be asked for now, offered where a name is typed: `list={offeredNamesId}`. */
export const offeredNamesId = 'offered-model-names'

export function OfferedNames() {
  const models = useSeen(offeredModels)
  return (
    <datalist id={offeredNamesId}>
      {models.map(model => (
        <option key={model} value={model} />
      ))}
    </datalist>
  )
}
