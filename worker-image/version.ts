import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** Set when the program is bundled; not there when the sources run as they are. */
declare const BANYAN_VERSION: string | undefined

const Manifest = z.object({ version: z.string() })

export const version = typeof BANYAN_VERSION === 'string' ? BANYAN_VERSION : sourceVersion()

function sourceVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return Manifest.parse(JSON.parse(text)).version
}
