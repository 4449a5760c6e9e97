import { open, readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type BrowserWindow, dialog } from 'electron'
import { FaultError } from '#contract/fault'
import type { RequestInput, RequestOutputs } from '#contract/ipc/requests'
import { fileNameOf } from './file-name.ts'

/** What a person opens is read whole, and it crosses to the window in one piece. */
const mostReadBytes = 20 * 1024 * 1024

/** Writes where the person says, and nowhere else: of what the window asks only a plain name is used. */
export async function saveFile(
  window: BrowserWindow,
  { suggestedName, text, encoding }: RequestInput<'file.save'>,
): Promise<RequestOutputs['file.save']> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: fileNameOf(suggestedName),
  })
  if (canceled || !filePath) return { saved: false }
  try {
    await writeFile(filePath, Buffer.from(text, encoding ?? 'utf8'))
  } catch (cause) {
    throw unusable(basename(filePath), cause)
  }
  return { saved: true }
}

/** Reads the one file that the person picks; null where none is picked. */
export async function openFile(
  window: BrowserWindow,
  { kinds }: RequestInput<'file.open'>,
): Promise<RequestOutputs['file.open']> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    ...(kinds.length > 0 && { filters: [{ name: kinds.join(', '), extensions: [...kinds] }] }),
  })
  const [path] = filePaths
  if (canceled || path === undefined) return null
  const name = basename(path)
  try {
    return { name, text: await readText(path) }
  } catch (cause) {
    throw cause instanceof FaultError ? cause : unusable(name, cause)
  }
}

async function readText(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    if (size > mostReadBytes) {
      throw new FaultError({ code: 'request.too-large', limitBytes: mostReadBytes })
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file))
  } finally {
    await file.close()
  }
}

function unusable(name: string, cause: unknown): FaultError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (code === 'ENOSPC') return new FaultError({ code: 'storage.full' }, { cause })
  const detail = code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'UTF-8' : code || 'I/O'
  return new FaultError({ code: 'file.unusable', name, detail }, { cause })
}
