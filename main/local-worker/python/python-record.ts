import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const fileName = 'current.json'

/** Which environment holds, and what was put into it. */
const PythonRecord = z.object({
  /** The name of its folder. */
  place: z.string().regex(/^env-[a-z0-9]+$/),
  kind: z.enum(['conda', 'venv']),
  /** The hash of the requirements that were installed. */
  requirements: z.string(),
})
export type PythonRecord = z.infer<typeof PythonRecord>

/** Null where there is none that can be read. */
export async function readRecord(folder: string): Promise<PythonRecord | null> {
  try {
    return PythonRecord.parse(JSON.parse(await readFile(join(folder, fileName), 'utf8')))
  } catch {
    return null
  }
}

/** At once: who reads gets the old one or the new one. */
export async function writeRecord(folder: string, record: PythonRecord): Promise<void> {
  const file = join(folder, fileName)
  await writeFile(`${file}.new`, JSON.stringify(record), { mode: 0o600 })
  await rename(`${file}.new`, file)
}
