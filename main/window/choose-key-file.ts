import { homedir } from 'node:os'
import { join } from 'node:path'
import { type BrowserWindow, dialog } from 'electron'

/** Lets the owner choose a private key; only its path is told. Null: none was chosen. */
export async function chooseKeyFile(window: BrowserWindow): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile', 'showHiddenFiles'],
    defaultPath: join(homedir(), '.ssh'),
  })
  return filePaths[0] ?? null
}
