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
