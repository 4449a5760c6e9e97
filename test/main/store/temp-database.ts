import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { type OpenDatabase, openDatabase } from '#main/store/open-database'

/** A folder that is gone when the test is. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'banyan-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const writeThread = fileURLToPath(
  new URL('../../../main/store/write-thread.ts', import.meta.url),
)

/** A real database in a folder of its own, closed when the test ends. */
export async function tempDatabase(): Promise<OpenDatabase> {
  const database = await openDatabase({ path: join(tempFolder(), 'banyan.db'), writeThread })
  onTestFinished(() => database.close())
  return database
}
