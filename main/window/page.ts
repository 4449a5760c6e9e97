import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { protocol } from 'electron'

const scheme = 'banyan'

/** Where the window's page comes from; a scheme of our own, so that it has an origin and no file rights. */
export const pageOrigin = `${scheme}://app`

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

const contentSecurityPolicy = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/** Stands in the page where the nonce belongs that its style elements must carry: a new one for each load. */
const noncePlace = 'NONCE-OF-THE-PAGE'

/** Must be called before the app is ready. */
export function claimScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: false } },
  ])
}

/** Serves the built page from its folder, and nothing outside it. */
export function servePage(folder: string): void {
  protocol.handle(scheme, async request => {
    const { host, pathname } = new URL(request.url)
    const path = normalize(
      join(folder, pathname === '/' ? 'index.html' : decodeURIComponent(pathname)),
    )
    const contentType = contentTypes[extname(path)]
    if (host !== 'app' || !path.startsWith(folder + sep) || !contentType) return notFound()
    try {
      const nonce = randomBytes(16).toString('base64')
      const file = await readFile(path)
      const body =
        extname(path) === '.html' ? file.toString('utf8').replaceAll(noncePlace, nonce) : file
      return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
        headers: {
          'content-type': contentType,
          'content-security-policy': contentSecurityPolicy(nonce),
          'x-content-type-options': 'nosniff',
        },
      })
    } catch {
      return notFound()
    }
  })
}

function notFound(): Response {
  return new Response('not found', { status: 404 })
}
