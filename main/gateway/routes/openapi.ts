import type { Route } from '../route.ts'

/** Put in by the build from docs/openapi.json; a run from the sources has none. */
declare const BANYAN_OPENAPI: object | undefined

/** `GET /openapi.json`: what the routes take and answer, for tools that write clients. */
export function openApi(): Route {
  const document = typeof BANYAN_OPENAPI === 'object' ? BANYAN_OPENAPI : {}
  return {
    method: 'GET',
    path: '/openapi.json',
    access: 'anyone',
    // The server is whoever was asked, on whatever port.
    handle: call => call.answer(200, { ...document, servers: [{ url: '/' }] }),
  }
}
