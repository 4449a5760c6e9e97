import { readFileSync } from 'node:fs'
import { z } from 'zod'

const Manifest = z.object({ version: z.string() })

/** From the package.json one folder up: of this file in the sources, and of the bundle in dist/. */
export const version = readVersion()

function readVersion(): string {
  try {
    const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
    return Manifest.parse(JSON.parse(text)).version
  } catch {
    return '0.0.0'
  }
}
