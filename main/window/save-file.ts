import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { app, type BrowserWindow, dialog } from 'electron'
import { FaultError } from '#contract/fault'
import type { RequestInput } from '#contract/ipc/requests'

/** Asks the user where to, in the system's own dialog, and writes there and nowhere else. */
export async function saveFile(
  window: BrowserWindow,
  { suggestedName, content }: RequestInput<'file.save'>,
): Promise<{ readonly saved: boolean }> {
  const defaultPath = join(app.getPath('downloads'), plainName(suggestedName))
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath })
  if (canceled || !filePath) return { saved: false }
  const bytes = 'text' in content ? content.text : Buffer.from(content.base64, 'base64')
  try {
    await writeFile(filePath, bytes)
  } catch (cause) {
    const isFull = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC'
    if (isFull) throw new FaultError({ code: 'storage.full' }, { cause })
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new FaultError({ code: 'request.forbidden', detail }, { cause })
  }
  return { saved: true }
}

/** A name alone, which no path is in. */
function plainName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they have no place in a file's name
  return name.replaceAll(/[/\\:*?"<>|\u0000-\u001f]/g, '-').replace(/^\.+/, '') || 'banyan'
}
