import { readFileSync } from 'node:fs'
import { type Schema, Validator } from '@cfworker/json-schema'
import { z } from 'zod'
import { knownGaps } from './known-gaps.ts'

export interface SeenRequest {
  readonly method: string
  /** Below `/api/v1`. */
  readonly path: string
  readonly query: URLSearchParams
  readonly contentType: string | null
  /** Undefined where there is none. */
  readonly body: unknown
}

const Parameter = z.object({
  in: z.enum(['path', 'query', 'header']),
  name: z.string(),
  schema: z.object({ type: z.string() }),
})
const Operation = z.object({
  parameters: z.array(Parameter).default([]),
  requestBody: z
    .object({
      content: z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) })),
    })
    .optional(),
})
type Operation = z.infer<typeof Operation>

const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
const { paths } = Document.parse(
  JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8')),
)

/** What of a request Coolify's own document does not allow; empty when all is well. */
export function violationsOf(request: SeenRequest): readonly string[] {
  const { method } = request
  const found = operationFor(method, request.path)
  if (!found) return [`${method} ${request.path} is not in the document`]
  const { name, operation, pathValues } = found
  return [
    ...parameterProblems(operation, pathValues, request.query),
    ...bodyProblems(name, operation, request),
  ].map(problem => `${name}: ${problem}`)
}

interface Found {
  /** Such as `GET /servers/{uuid}`. */
  readonly name: string
  readonly operation: Operation
  readonly pathValues: Readonly<Record<string, string>>
}

function operationFor(method: string, path: string): Found | null {
  const moved = knownGaps.find(
    gap => gap.kind === 'other-path' && gap.operation === `${method} ${path}`,
  )
  const wanted = moved?.kind === 'other-path' ? (moved.documentedAs.split(' ')[1] ?? path) : path
  // A whole path goes before one with a place in it.
  const templates = Object.keys(paths).toSorted((a, b) => places(a) - places(b))
  for (const template of templates) {
    const pathValues = matched(template, wanted)
    const operation = pathValues && paths[template]?.[method.toLowerCase()]
    if (!pathValues || !operation) continue
    return { name: `${method} ${template}`, operation: Operation.parse(operation), pathValues }
  }
  return null
}

const places = (template: string) => template.split('{').length

function matched(template: string, path: string): Record<string, string> | null {
  const names = [...template.matchAll(/{(\w+)}/g)].map(([, name]) => name ?? '')
  const form = new RegExp(`^${template.replace(/{\w+}/g, '([^/]+)')}$`)
  const values = form.exec(path)?.slice(1)
  return values ? Object.fromEntries(names.map((name, place) => [name, values[place] ?? ''])) : null
}

function parameterProblems(
  { parameters }: Operation,
  pathValues: Readonly<Record<string, string>>,
  query: URLSearchParams,
): readonly string[] {
  const typeOf = (place: string, name: string) =>
    parameters.find(each => each.in === place && each.name === name)?.schema.type
  const inPath = Object.entries(pathValues).filter(
    ([name, value]) => !isOfType(value, typeOf('path', name) ?? 'string'),
  )
  const inQuery = [...query].filter(([name, value]) => {
    const type = typeOf('query', name)
    return type === undefined || !isOfType(value, type)
  })
  return [...inPath, ...inQuery].map(([name, value]) => `${name}=${value} is not allowed`)
}

function isOfType(text: string, type: string): boolean {
  if (type === 'integer') return /^-?\d+$/.test(text)
  if (type === 'boolean') return text === 'true' || text === 'false'
  return text !== ''
}

function bodyProblems(
  name: string,
  { requestBody }: Operation,
  { body, contentType }: SeenRequest,
): readonly string[] {
  if (body === undefined) return []
  const schema = requestBody?.content['application/json']?.schema
  if (!schema) return ['it takes no body']
  if (contentType !== 'application/json') return [`its content type is ${contentType}`]
  const amended = withGaps(name, schema)
  // Sound: a JSON Schema is whatever the document holds as one.
  const { valid, errors } = new Validator(amended as Schema, '2020-12', false).validate(body)
  const wrong = valid
    ? []
    : errors.map(({ instanceLocation, error }) => `${instanceLocation} ${error}`)
  return [...wrong, ...unknownFields(amended, body, gapFields(name, 'takes-more'))]
}

function gapFields(name: string, kind: 'takes-more' | 'needs-less'): readonly string[] {
  return knownGaps.flatMap(gap => (gap.kind === kind && gap.operation === name ? gap.fields : []))
}

function withGaps(name: string, schema: Readonly<Record<string, unknown>>) {
  const less = gapFields(name, 'needs-less')
  const { required } = schema
  if (!Array.isArray(required)) return schema
  return { ...schema, required: required.filter(field => !less.includes(field)) }
}

/** The document seldom says so, but Coolify refuses fields that it does not know. */
function unknownFields(
  schema: unknown,
  value: unknown,
  more: readonly string[],
): readonly string[] {
  const { properties, items } = Shape.parse(schema)
  if (Array.isArray(value)) return value.flatMap(each => unknownFields(items ?? {}, each, more))
  if (typeof value !== 'object' || value === null || !properties) return []
  return Object.entries(value).flatMap(([field, inner]) => {
    if (more.includes(field)) return []
    if (!(field in properties)) return [`the field ${field} is not in the document`]
    return unknownFields(properties[field], inner, more)
  })
}

const Shape = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
})
