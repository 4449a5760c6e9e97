import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { deploymentLine, rootLine } from './line-of-text.ts'
import { logFile } from './log-file.ts'
import type { LogPart } from './log-part.ts'

/** The files of the root's own log, the one that is written and those before it. */
export function rootLogParts(folder: string): Promise<readonly LogPart[]> {
  return parts(folder, /^banyan(?:\.\d+)?\.log$/, () => rootLine)
}

/** The log of each deployment that is kept. */
export function deploymentLogParts(folder: string): Promise<readonly LogPart[]> {
  return parts(folder, /^[\w-]{1,64}\.jsonl$/, name => {
    const id = name.replace(/\.jsonl$/, '')
    return text => deploymentLine(id, text)
  })
}

type ParseFor = (name: string) => Parameters<typeof logFile>[2]

async function parts(folder: string, form: RegExp, parseFor: ParseFor): Promise<LogPart[]> {
  const names = await readdir(folder).catch(() => [])
  const found = await Promise.all(
    names
      .filter(name => form.test(name))
      .map(async name => {
        const path = join(folder, name)
        const facts = await stat(path).catch(() => null)
        // What is written now may be a moment ahead of the time that the file shows.
        return facts?.isFile() ? logFile(path, facts.mtimeMs + 1_000, parseFor(name)) : null
      }),
  )
  return found.filter(part => part !== null)
}
