import { useWindowState } from './use-window-state.ts'

/** Saves a text where the person says; false when they thought better of it. */
export function useSaveFile(): (suggestedName: string, text: string) => Promise<boolean> {
  const { ask } = useWindowState()
  return async (suggestedName, text) => (await ask('file.save', { suggestedName, text })).saved
}
