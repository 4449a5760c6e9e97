import type { JsonSchema } from '../answer-options.ts'

/** Past this depth only what is required is filled in, so that a schema may contain itself. */
const deepestOptional = 4
const deepest = 20

const formats: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  time: '12:00:00Z',
  'date-time': '2026-01-31T12:00:00Z',
  email: 'demo@example.com',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
  ipv4: '192.0.2.1',
}

/** A value that fits the schema. */
export function sampleOf(schema: JsonSchema): unknown {
  return sample(schema, schema, 0)
}

function sample(raw: unknown, root: JsonSchema, depth: number): unknown {
  const schema = whole(raw, root)
  if (depth > deepest) return null
  if ('const' in schema) return schema['const']
  const { default: fallback, enum: values } = schema
  if (Array.isArray(values) && values.length > 0) return values[0]
  if (fallback !== undefined) return fallback
  const options = schema['anyOf'] ?? schema['oneOf']
  if (Array.isArray(options) && options.length > 0) {
    // Deep down the simplest option ends what would go round for ever.
    const simple = options.find(option => !isDeep(whole(option, root)))
    return sample(depth >= deepestOptional ? (simple ?? options[0]) : options[0], root, depth + 1)
  }
  switch (typeOf(schema)) {
    case 'object':
      return sampleObject(schema, root, depth)
    case 'array':
      return sampleArray(schema, root, depth)
    case 'integer':
      return Math.ceil(sampleNumber(schema))
    case 'number':
      return sampleNumber(schema)
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return sampleText(schema)
  }
}

function sampleObject(schema: JsonSchema, root: JsonSchema, depth: number): unknown {
  const properties = isSchema(schema['properties']) ? schema['properties'] : {}
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  const names = depth < deepestOptional ? Object.keys(properties) : required.map(String)
  return Object.fromEntries(names.map(name => [name, sample(properties[name], root, depth + 1)]))
}

function sampleArray(schema: JsonSchema, root: JsonSchema, depth: number): unknown {
  const least = Number(schema['minItems'] ?? (depth < deepestOptional ? 1 : 0))
  const most = Number(schema['maxItems'] ?? 100)
  const length = Math.max(0, Math.min(least, most, 100))
  return Array.from({ length }, () => sample(schema['items'], root, depth + 1))
}

function sampleNumber(schema: JsonSchema): number {
  const above = schema['exclusiveMinimum']
  const below = schema['exclusiveMaximum']
  const step = Number(schema['multipleOf'] ?? 0)
  const least = typeof above === 'number' ? above + (step || 1) : Number(schema['minimum'] ?? 1)
  const most = typeof below === 'number' ? below - (step || 1) : Number(schema['maximum'] ?? least)
  const value = Math.min(Math.max(1, least), Math.max(most, Number(schema['minimum'] ?? most)))
  return step ? Math.ceil(value / step) * step : value
}

function sampleText(schema: JsonSchema): string {
  const known = formats[String(schema['format'])]
  if (known) return known
  const least = Number(schema['minLength'] ?? 0)
  const most = Number(schema['maxLength'] ?? 10_000)
  return 'demo'.padEnd(Math.min(least, 10_000), '.').slice(0, most)
}

function typeOf(schema: JsonSchema): string {
  const { type } = schema
  const one = Array.isArray(type) ? (type.find(name => name !== 'null') ?? 'null') : type
  if (typeof one === 'string') return one
  return 'properties' in schema ? 'object' : 'items' in schema ? 'array' : 'string'
}

function isDeep(schema: JsonSchema): boolean {
  return ['object', 'array'].includes(typeOf(schema))
}

/** With its reference followed and the parts of `allOf` put together. */
function whole(raw: unknown, root: JsonSchema): JsonSchema {
  let schema = isSchema(raw) ? raw : {}
  for (let hops = 0; typeof schema['$ref'] === 'string' && hops < 10; hops++) {
    schema = target(schema['$ref'], root)
  }
  const parts = schema['allOf']
  if (!Array.isArray(parts)) return schema
  const wholes = parts.map(part => (isSchema(part) && part !== schema ? whole(part, root) : {}))
  const properties = Object.assign(
    {},
    schema['properties'],
    ...wholes.map(one => one['properties']),
  )
  const required = [schema, ...wholes].flatMap(one => one['required'] ?? [])
  return { ...Object.assign({}, ...wholes), ...schema, allOf: undefined, properties, required }
}

function target(reference: string, root: JsonSchema): JsonSchema {
  let found: unknown = root
  for (const step of reference.replace(/^#\/?/, '').split('/').filter(Boolean)) {
    const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
    found = isSchema(found) ? found[name] : undefined
  }
  return isSchema(found) ? found : {}
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
