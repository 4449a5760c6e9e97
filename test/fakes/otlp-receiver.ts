import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SentSpan {
  readonly service: string
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string
  /** 2: asked by another; 3: asks one. */
  readonly kind: number
  readonly facts: Readonly<Record<string, string | number | boolean>>
  readonly events: readonly string[]
  readonly hasFailed: boolean
}

export interface OtlpReceiver {
  readonly url: string
  readonly spans: readonly SentSpan[]
  /** As they came, with their paths and heads. */
  readonly requests: readonly {
    readonly path: string
    readonly headers: NodeJS.Dict<string | string[]>
    readonly body: string
  }[]
  close(): Promise<void>
}

interface Keyed {
  readonly key: string
  readonly value: Readonly<Record<string, string | number | boolean>>
}

/** Takes traces as a collector would, by OTLP over HTTP in JSON. */
export async function openOtlpReceiver(status = 200): Promise<OtlpReceiver> {
  const spans: SentSpan[] = []
  const requests: { path: string; headers: NodeJS.Dict<string | string[]>; body: string }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    requests.push({ path: request.url ?? '', headers: request.headers, body })
    spans.push(...spansIn(body))
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // sound: it listens on TCP
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    requests,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function spansIn(body: string): readonly SentSpan[] {
  // biome-ignore lint/suspicious/noExplicitAny: a foreign form, of which a test takes what it asserts
  const { resourceSpans }: any = JSON.parse(body)
  // biome-ignore lint/suspicious/noExplicitAny: the same
  return resourceSpans.flatMap(({ resource, scopeSpans }: any) =>
    // biome-ignore lint/suspicious/noExplicitAny: the same
    scopeSpans.flatMap((scope: any) =>
      // biome-ignore lint/suspicious/noExplicitAny: the same
      scope.spans.map((span: any) => ({
        service: factsIn(resource.attributes)['service.name'],
        name: span.name,
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId ?? '',
        kind: span.kind,
        facts: factsIn(span.attributes),
        events: span.events.map((event: { name: string }) => event.name),
        hasFailed: span.status.code === 2,
      })),
    ),
  )
}

function factsIn(attributes: readonly Keyed[]) {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, Object.values(value)[0] ?? '']),
  )
}
