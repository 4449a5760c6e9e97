import { FaultError } from '#contract/fault'
import { isDeeperThan } from '../base/json-depth.ts'

export type JsonSchema = Readonly<Record<string, unknown>>

const mostCharacters = 32_000
const deepest = 30
const longestPattern = 500

/** These hold values, not schemas: what looks like a keyword in them is none. */
const valueKeywords = new Set(['const', 'enum', 'default', 'examples'])

/** These name or find schemas by something else than their place, in which cycles and strangers can hide. */
const refusedKeywords = new Set([
  ...['$id', 'id', '$anchor', '$recursiveRef', '$recursiveAnchor', '$dynamicRef'],
  ...['$dynamicAnchor', '$vocabulary'],
])

/**
 * FaultError when it is no schema that we check by: too large, too deep, a reference to anything
 * but a place in itself, a pattern that is none. What it costs to check by it is bounded elsewhere.
 */
export function checkSchema(schema: JsonSchema): void {
  const text = JSON.stringify(schema)
  if (text.length > mostCharacters) {
    throw refused(`a schema of up to ${mostCharacters} characters is expected`)
  }
  if (isDeeperThan(text, deepest)) {
    throw refused(`a schema nested at most ${deepest} levels deep is expected`)
  }
  lookThrough(schema, schema)
}

function lookThrough(part: unknown, whole: JsonSchema): void {
  if (typeof part !== 'object' || part === null) return
  for (const [key, value] of Object.entries(part)) {
    if (typeof value === 'string') lookAtText(key, value, whole)
    if (key === 'patternProperties' && typeof value === 'object' && value !== null) {
      for (const pattern of Object.keys(value)) lookAtPattern(pattern)
    }
    if (!valueKeywords.has(key)) lookThrough(value, whole)
  }
}

function lookAtText(key: string, value: string, whole: JsonSchema): void {
  if (refusedKeywords.has(key)) throw refused(`"${key}" is not supported; use "$ref": "#/…"`)
  if (key === 'pattern') lookAtPattern(value)
  if (key === '$ref' && !leadsSomewhere(value, whole)) {
    throw refused(`"$ref" may only lead to a place in the same schema, as "#/$defs/name" does`)
  }
}

function lookAtPattern(pattern: string): void {
  try {
    if (pattern.length <= longestPattern && new RegExp(pattern, 'u')) return
  } catch {}
  throw refused(`a regular expression of up to ${longestPattern} characters is expected`)
}

function leadsSomewhere(reference: string, whole: JsonSchema): boolean {
  if (reference === '#') return true
  if (!reference.startsWith('#/')) return false
  let at: unknown = whole
  for (const step of reference.slice(2).split('/')) {
    const name = decoded(step)
    if (name === null || typeof at !== 'object' || at === null) return false
    if (!Object.hasOwn(at, name)) return false
    at = (at as Readonly<Record<string, unknown>>)[name] // sound: it has this key itself
  }
  return true
}

function decoded(step: string): string | null {
  try {
    return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
  } catch {
    return null
  }
}

function refused(problem: string): FaultError {
  const param = 'consensus.validate'
  return new FaultError({ code: 'request.malformed', detail: `${param}: ${problem}`, param })
}
