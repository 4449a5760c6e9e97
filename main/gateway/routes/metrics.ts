import type { Route } from '../route.ts'

/** `GET /api/metrics`: totals since the start, and the same for each worker. */
export function metrics(read: () => object): Route {
  return {
    method: 'GET',
    path: '/api/metrics',
    access: 'owner',
    handle: call => call.answer(200, read()),
  }
}

/** The same and more as Prometheus reads it, where it looks for it. */
export function metricsText(read: () => Promise<string>): readonly Route[] {
  return ['/metrics', '/monitoring/metrics'].map(path => ({
    method: 'GET',
    path,
    access: 'owner',
    async handle(call) {
      const text = Buffer.from(await read())
      call.head(200, {
        'content-type': 'text/plain; version=0.0.4; charset=utf-8',
        'content-length': String(text.length),
      })
      call.response.end(call.request.method === 'HEAD' ? undefined : text)
    },
  }))
}
