import type { Call } from './call.ts'

/** Who may use a route when the root listens beyond loopback: `owner` needs the root secret, as does `app` for now. */
export type RouteAccess = 'anyone' | 'app' | 'owner'

export interface Route {
  readonly method: 'GET' | 'POST'
  /** Whole, or ending in `/*`, which stands for the rest and may hold slashes. */
  readonly path: string
  readonly access: RouteAccess
  handle(call: Call): void | Promise<void>
}

export type Found =
  | { readonly kind: 'route'; readonly route: Route }
  | { readonly kind: 'wrong-method'; readonly allow: readonly string[] }
  | { readonly kind: 'unknown' }

/** Finds the route for a path; whole paths by one look into a map. */
export class RouteTable {
  readonly #whole = new Map<string, Route[]>()
  readonly #open: Route[] = []

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      if (route.path.endsWith('/*')) this.#open.push(route)
      else this.#whole.set(route.path, [...(this.#whole.get(route.path) ?? []), route])
    }
  }

  find(method: string, path: string): Found {
    const routes = this.#whole.get(path) ?? this.#open.filter(route => isBelow(path, route.path))
    if (routes.length === 0) return { kind: 'unknown' }
    const wanted = method === 'HEAD' ? 'GET' : method
    const route = routes.find(each => each.method === wanted)
    if (route) return { kind: 'route', route }
    const allow = routes.flatMap(each => (each.method === 'GET' ? ['GET', 'HEAD'] : [each.method]))
    return { kind: 'wrong-method', allow }
  }
}

function isBelow(path: string, pattern: string): boolean {
  const prefix = pattern.slice(0, -1)
  return path.startsWith(prefix) && path.length > prefix.length
}
