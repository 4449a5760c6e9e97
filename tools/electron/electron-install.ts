/** An Electron that can be run as `executable <project folder> [flags]`. */
export interface ElectronInstall {
  readonly executable: string
  readonly version: string
}

/** Takes a line for the person who waits. */
export type Report = (line: string) => void
