import fc from 'fast-check'
import { z } from 'zod'
import { operations as all } from '#contract/http/operations'

/** All but those that would take away the worker that answers the others. */
const operations = all.filter(({ id }) => !/^(stop|restart|reinstall)Local/.test(id))

/** A request as it goes over the wire. */
export interface OddRequest {
  readonly bytes: Buffer
  /** Less than it promises: the client hangs up instead of sending the rest. */
  readonly isCutOff: boolean
}

/** Bodies that are right, so that one odd field is what is looked at. The demo is soon done with them. */
const messages = [{ role: 'user', content: 'ping' }]
const rightBodies: Readonly<Record<string, object>> = {
  '/api/chat': { message: 'ping' },
  '/v1/chat/completions': { messages, max_tokens: 2 },
  '/v1/completions': { prompt: 'ping', max_tokens: 2 },
  '/v1/responses': { input: 'ping', max_output_tokens: 2 },
  '/v1/messages': { model: 'auto', messages, max_tokens: 2 },
  '/v1/messages/count_tokens': { model: 'auto', messages },
  '/api/generate': { model: 'auto', prompt: 'ping', options: { num_predict: 2 } },
  '/api/show': { model: 'banyan-demo' },
  '/v1/embeddings': { input: 'ping' },
  '/v1/images/generations': { prompt: 'ping', size: '64x64' },
  '/api/embed': { model: 'banyan-demo', input: 'ping' },
  '/api/embeddings': { model: 'banyan-demo', prompt: 'ping' },
  '/api/apps': { name: 'ping' },
}

const oddNumber = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(-0, 2 ** 53, -(2 ** 63), 1e308, Number.MIN_VALUE),
)
const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', '\0', '\r\nx: y', '../../etc/passwd', '__proto__', '\ud800', 'auto', '%00'),
)
const oddValue = fc.oneof(
  { weight: 3, arbitrary: oddText },
  { weight: 2, arbitrary: oddNumber },
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(null, true, [], {}, [[]], [null], { role: 'user' }, [{ role: 'user' }]),
  fc.integer({ min: 1, max: 300 }).map(depth => JSON.parse('['.repeat(depth) + ']'.repeat(depth))),
)

type Operation = (typeof operations)[number]

function fieldsOf({ body }: Operation): readonly string[] {
  if (!body) return []
  const { properties = {} } = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' })
  return Object.keys(properties)
}

function oddBody(operation: Operation): fc.Arbitrary<Buffer> {
  const right = rightBodies[operation.path] ?? {}
  const names = ['__proto__', 'constructor', 'toString', ...fieldsOf(operation)]
  const changed = fc
    .dictionary(fc.constantFrom(...names), oddValue, { maxKeys: 2, noNullPrototype: true })
    .map(fields => JSON.stringify({ ...right, ...fields }))
  return fc.oneof(
    { weight: 6, arbitrary: changed.map(text => Buffer.from(text)) },
    { weight: 2, arbitrary: fc.uint8Array({ maxLength: 60 }).map(bytes => Buffer.from(bytes)) },
    fc.json({ maxDepth: 4 }).map(text => Buffer.from(text)),
    fc.tuple(changed, fc.nat(80)).map(([text, length]) => Buffer.from(text).subarray(0, length)),
    fc.constant(Buffer.alloc(0)),
  )
}

const oddPath = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }).map(encodeURIComponent) },
  fc.string({ maxLength: 40 }),
  fc.uint8Array({ maxLength: 40 }).map(bytes => Buffer.from(bytes).toString('latin1')),
  fc.constantFrom(
    '..%2f..',
    '%',
    '%zz',
    '%00',
    'a/'.repeat(100),
    'x'.repeat(9_000),
    '//evil',
    '?a=%',
  ),
)

function pathOf({ path }: Operation): fc.Arbitrary<string> {
  const whole = oddPath.map(text => path.replace(/\{\w+\}/g, () => text))
  return fc.oneof(
    { weight: 6, arbitrary: whole },
    oddPath.map(text => `${path}?${text}`),
    oddPath.map(text => `${path}/${text}`),
    oddPath.map(text => `/${text}`),
    oddPath,
    fc.constantFrom('*', '/ws', '/', '', `http://127.0.0.1${path}`, `http://evil.example${path}`),
  )
}

const methodOf = ({ method }: Operation) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constant(method.toUpperCase()) },
    fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY'),
    fc.string({ maxLength: 8 }),
  )

/** A time that is too short would be a 504 by right. */
const oddHeader = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        ...[
          'x-request-id',
          'origin',
          'sec-fetch-site',
          'authorization',
          'accept',
          'cookie',
          'range',
        ],
        ...['content-encoding', 'expect', 'upgrade', 'x-banyan-worker', 'x-banyan-session', 'te'],
        ...['__proto__', 'constructor', 'content-type', 'access-control-request-headers', 'host'],
      ),
      fc.oneof(
        oddText,
        fc.constantFrom('null', 'websocket', '100-continue', 'gzip', 'a'.repeat(5_000)),
      ),
    )
    .map(([name, value]) => `${name}: ${value}`),
  fc.constantFrom('-1', '', 'NaN', '1e99', '0x10000').map(value => `x-banyan-timeout-ms: ${value}`),
  fc.tuple(fc.string({ maxLength: 12 }), oddText).map(([name, value]) => `${name}: ${value}`),
)

const host = fc.oneof(
  { weight: 12, arbitrary: fc.constant(['host: 127.0.0.1']) },
  fc.constantFrom([], ['host: evil.example'], ['host: 127.0.0.1', 'host: 127.0.0.1'], ['host:']),
)
const framing = fc.oneof(
  { weight: 12, arbitrary: fc.constant('length') },
  { weight: 3, arbitrary: fc.constant('chunks') },
  fc.constantFrom('short', 'long', 'none', 'both'),
)

/** Of every route, with something odd about most of them. */
export const oddRequest: fc.Arbitrary<OddRequest> = fc
  .constantFrom(...operations)
  .chain(operation =>
    fc.record({
      method: methodOf(operation),
      path: pathOf(operation),
      host,
      headers: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        fc.array(oddHeader, { maxLength: 4 }),
      ),
      framing,
      body: oddBody(operation),
    }),
  )
  .map(({ method, path, host, headers, framing, body }) => {
    const framed = frame(framing, body)
    const lines = [
      `${method} ${path} HTTP/1.1`,
      ...['connection: close', 'content-type: application/json', ...host],
      ...[...headers, ...framed.headers],
    ]
    const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)
    return { bytes: Buffer.concat([head, ...framed.parts]), isCutOff: framed.isCutOff }
  })

function frame(framing: string, body: Buffer) {
  const length = (bytes: number) => `content-length: ${bytes}`
  const chunked = 'transfer-encoding: chunked'
  const chunk = [`${body.length.toString(16)}\r\n`, body, '\r\n'].map(part => Buffer.from(part))
  const chunks = [...(body.length > 0 ? chunk : []), Buffer.from('0\r\n\r\n')]
  switch (framing) {
    case 'chunks':
      return { headers: [chunked], parts: chunks, isCutOff: false }
    case 'both':
      return { headers: [chunked, length(body.length)], parts: chunks, isCutOff: false }
    case 'short':
      return { headers: [length(body.length + 9)], parts: [body], isCutOff: true }
    case 'long':
      return { headers: [length(body.length >> 1)], parts: [body], isCutOff: false }
    case 'none':
      return { headers: [], parts: [body], isCutOff: false }
    default:
      return { headers: [length(body.length)], parts: [body], isCutOff: false }
  }
}
