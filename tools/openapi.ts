import { readFileSync, writeFileSync } from 'node:fs'
import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import type { Operation } from '#contract/http/operation'
import { operations, schemas } from '#contract/http/operations'
import { StrategyName } from '#contract/model/strategy'
import { inProject } from './project.ts'

export const openApiFile = inProject('docs', 'openapi.json')

/** The API as OpenAPI 3.1, as it stands in docs/openapi.json. */
export function openApiText(): string {
  const names = new Map<z.ZodType, string>(
    Object.entries(schemas).map(([name, schema]) => [schema, name]),
  )
  const reference = (schema: z.ZodType) => {
    const name = names.get(schema)
    if (name === undefined) throw new Error('A schema of an operation has no name in `schemas`.')
    return { $ref: `#/components/schemas/${name}` }
  }
  const paths: Record<string, object> = {}
  for (const operation of operations) {
    const described = describe(operation, reference)
    paths[operation.path] = { ...paths[operation.path], [operation.method]: described }
  }
  const document = {
    openapi: '3.1.1',
    info: {
      title: 'Banyan root node',
      version: projectVersion(),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: 'http://127.0.0.1:3000' }],
    paths,
    components: {
      schemas: jsonSchemas(),
      parameters: sharedParameters,
      securitySchemes: {
        rootSecret: {
          type: 'http',
          scheme: 'bearer',
          description: 'ROOT_NODE_SECRET. Asked for when the root node listens beyond loopback.',
        },
        appKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'The key of an app, made by POST /api/apps.',
        },
        appKeyHeader: { type: 'apiKey', in: 'header', name: 'x-api-key' },
      },
    },
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

type Reference = (schema: z.ZodType) => object

function describe(operation: Operation, reference: Reference): object {
  const { id, summary, access, body, answers, answerType = 'application/json' } = operation
  const json = (schema: z.ZodType) => ({ 'application/json': { schema: reference(schema) } })
  const content = (schema: z.ZodType) => ({ [answerType]: { schema: reference(schema) } })
  const responses = Object.entries(answers).map(([status, schema]) => [
    status,
    {
      description: STATUS_CODES[status] ?? status,
      headers: answerHeaders(operation),
      content: { ...content(schema), ...streamed(operation, reference) },
    },
  ])
  return {
    operationId: id,
    summary,
    parameters: parameters(operation),
    ...(body ? { requestBody: { required: true, content: json(body) } } : {}),
    responses: {
      ...Object.fromEntries(responses),
      default: {
        description: 'An error; docs/http-api.md lists them.',
        content: json(schemas.ErrorBody),
      },
    },
    security: [{}, ...securityOf(access)],
  }
}

function securityOf(access: Operation['access']): readonly object[] {
  if (access === 'anyone') return []
  return [{ rootSecret: [] }, ...(access === 'app' ? [{ appKey: [] }, { appKeyHeader: [] }] : [])]
}

function streamed({ events }: Operation, reference: Reference): object {
  if (!events) return {}
  const description = 'Server-Sent Events, each with one of these as its data.'
  return { 'text/event-stream': { schema: { description, ...reference(events) } } }
}

function parameters({ path, query, takesTimeout }: Operation): readonly object[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => {
    return { name, in: 'path', required: true, schema: { type: 'string' } }
  })
  const inHead = ['RequestId', ...(takesTimeout ? steering : [])]
  return [
    ...inPath,
    ...inQuery(query),
    ...inHead.map(name => ({ $ref: `#/components/parameters/${name}` })),
  ]
}

function inQuery(query: Operation['query']): readonly object[] {
  if (!query) return []
  const { properties = {} } = z.toJSONSchema(query, { io: 'input' })
  return Object.entries(properties).map(([name, schema]) => {
    return { name, in: 'query', required: false, schema }
  })
}

const sharedParameters = {
  RequestId: {
    name: 'x-request-id',
    in: 'header',
    description: 'Comes back on the answer and stands in the logs.',
    schema: { type: 'string', pattern: '^[\\w.:-]{1,128}$' },
  },
  Timeout: {
    name: 'x-banyan-timeout-ms',
    in: 'header',
    description:
      'Instead of all limits: for a whole answer, the first content, between pieces, and for a free worker.',
    schema: { type: 'integer', minimum: 1, maximum: 3_600_000 },
  },
  Strategy: {
    name: 'x-banyan-strategy',
    in: 'header',
    description: 'How the worker is to be picked.',
    schema: { type: 'string', enum: StrategyName.options },
  },
  Worker: {
    name: 'x-banyan-worker',
    in: 'header',
    description: 'The id or URL of a worker: it, or nobody.',
    schema: { type: 'string', maxLength: 256 },
  },
  Prefer: {
    name: 'x-banyan-prefer',
    in: 'header',
    description: 'The id or URL of a worker: it, if it can serve.',
    schema: { type: 'string', maxLength: 256 },
  },
  Session: {
    name: 'x-banyan-session',
    in: 'header',
    description: 'Requests of one session go to one worker, as long as that can serve.',
    schema: { type: 'string', maxLength: 256 },
  },
  OnCut: {
    name: 'x-banyan-on-cut',
    in: 'header',
    description: 'What becomes of a stream that breaks.',
    schema: { type: 'string', enum: ['rescue', 'error'] },
  },
} as const

const steering = ['Timeout', 'Strategy', 'Worker', 'Prefer', 'Session', 'OnCut'] as const

function answerHeaders({ answerHeaders: own = [] }: Operation): object {
  const names = ['x-request-id', ...own]
  return Object.fromEntries(names.map(name => [name, { schema: { type: 'string' } }]))
}

function jsonSchemas(): object {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id })
  const made = z.toJSONSchema(registry, {
    uri: id => `#/components/schemas/${id}`,
    // As input: an answer may gain fields, and a client must not mind.
    io: 'input',
    override({ jsonSchema }) {
      // What any whole number keeps to in JavaScript says nothing here.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
    },
  })
  return Object.fromEntries(
    Object.entries(made.schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [
      name,
      schema,
    ]),
  )
}

function projectVersion(): string {
  const manifest: { readonly version: string } = JSON.parse(
    readFileSync(inProject('package.json'), 'utf8'),
  )
  return manifest.version
}

if (import.meta.main) writeFileSync(openApiFile, openApiText())
