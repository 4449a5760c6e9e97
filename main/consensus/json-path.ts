/** The way into JSON, step by step: names, or places in a list. */
export type JsonPath = readonly string[]

const mostSteps = 20

/** `winner`, `a.b[0].c`, `$.items.0`; null when it is no such path. */
export function jsonPath(text: string): JsonPath | null {
  const dotted = text.replace(/\[(\d{1,6})\]/g, '.$1')
  // A dot comes first after the `$`, or where the path began with a place.
  const path = dotted.replace(/^\$?\.(?!\.)/, text.startsWith('.') ? '.' : '').replace(/^\$$/, '')
  if (path === '') return text === '$' ? [] : null
  const steps = path.split('.')
  const isGood = steps.length <= mostSteps && steps.every(step => /^[^\s[\]][^[\]]*$/u.test(step))
  return isGood ? steps : null
}

export type AtPath = { readonly found: true; readonly value: unknown } | { readonly found: false }

/** Only what the value has itself: a name such as `constructor` finds nothing that is not in the JSON. */
export function atPath(value: unknown, path: JsonPath): AtPath {
  let at = value
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return { found: false }
    if (Array.isArray(at) && step === 'length') return { found: false }
    at = (at as Readonly<Record<string, unknown>>)[step] // sound: it has this key itself
  }
  return { found: true, value: at }
}
