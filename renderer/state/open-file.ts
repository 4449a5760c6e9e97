import { useWindowState } from './use-window-state.ts'

export interface OpenedFile {
  readonly name: string
  readonly text: string
}

/** A text file that the person picks, of these endings; null when they thought better of it. */
export function useOpenFile(): (kinds: readonly string[]) => Promise<OpenedFile | null> {
  const { ask } = useWindowState()
  return kinds => ask('file.open', { kinds: [...kinds] })
}
