import type { JsonSchema } from './answer-options.ts'

/** What Gemini's own schema form knows; it refuses a request with anything else. */
const knownKeys = new Set([
  'title',
  'description',
  'format',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'pattern',
  'required',
])
const knownFormats = new Set(['enum', 'date-time', 'float', 'double', 'int32', 'int64'])
const deepest = 12

/** A JSON schema in Gemini's form: references resolved, `null` as `nullable`, unknown words left out. */
export function geminiSchema(schema: JsonSchema): JsonSchema {
  return converted(schema, schema, 0)
}

function converted(schema: JsonSchema, root: JsonSchema, depth: number): JsonSchema {
  const resolved = inOne(withoutReference(schema, root), root)
  const inner = (value: unknown) =>
    isSchema(value) && depth < deepest ? converted(value, root, depth + 1) : { type: 'string' }
  const result: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(resolved)) {
    if (knownKeys.has(key) && !(key === 'format' && !knownFormats.has(String(value)))) {
      result[key] = value
    }
  }
  Object.assign(result, typePart(resolved))
  const options = resolved['anyOf'] ?? resolved['oneOf']
  if (Array.isArray(options)) {
    const real = options.filter(option => !(isSchema(option) && option['type'] === 'null'))
    if (real.length < options.length) result['nullable'] = true
    if (real.length === 1) Object.assign(result, inner(real[0]))
    else result['anyOf'] = real.map(inner)
  }
  if ('items' in resolved) result['items'] = inner(resolved['items'])
  const properties = resolved['properties']
  if (isSchema(properties)) {
    const entries = Object.entries(properties).map(([name, value]) => [name, inner(value)])
    result['properties'] = Object.fromEntries(entries)
  }
  return result
}

function typePart(schema: JsonSchema): JsonSchema {
  const { type } = schema
  const types = (Array.isArray(type) ? type : [type]).filter(one => typeof one === 'string')
  const real = types.filter(one => one !== 'null')
  const nullable = real.length < types.length ? { nullable: true } : {}
  const values = 'const' in schema ? [schema['const']] : schema['enum']
  if (Array.isArray(values)) return { ...nullable, ...enumPart(values, real[0]) }
  if (real.length > 1) return { ...nullable, anyOf: real.map(one => ({ type: one })) }
  return real[0] ? { ...nullable, type: real[0] } : nullable
}

/** Gemini has enums of strings only. */
function enumPart(values: readonly unknown[], type: string | undefined): JsonSchema {
  const texts = values.filter(value => typeof value === 'string' && value !== '')
  return texts.length > 0 ? { type: 'string', enum: texts } : { type: type ?? 'string' }
}

/** Parts that must all hold, which Gemini has no word for, as one schema. */
function inOne(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const { allOf, ...rest } = schema
  if (!Array.isArray(allOf)) return schema
  const parts = [...allOf.filter(isSchema).map(part => withoutReference(part, root)), rest]
  const properties = parts.map(part => part['properties']).filter(isSchema)
  const required = parts.flatMap(part => (Array.isArray(part['required']) ? part['required'] : []))
  return {
    ...Object.assign({}, ...parts),
    ...(properties.length > 0 ? { properties: Object.assign({}, ...properties) } : {}),
    ...(required.length > 0 ? { required: [...new Set(required)] } : {}),
  }
}

function withoutReference(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const reference = schema['$ref']
  if (typeof reference !== 'string' || !reference.startsWith('#/')) return schema
  let target: unknown = root
  for (const step of reference.slice(2).split('/')) {
    target = isSchema(target) ? target[step] : undefined
  }
  return isSchema(target) ? target : {}
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
