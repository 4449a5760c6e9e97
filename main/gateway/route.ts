import type { Call } from './call.ts'

/** Who may use a route when the root listens beyond loopback: `owner` needs the root secret, `app` that or the key of an app, `node` that or to sign with it. */
export type RouteAccess = 'anyone' | 'app' | 'node' | 'owner'

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Whole, or with a `/*`: at the end it stands for the rest and may hold slashes, inside for one segment. */
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
  readonly #open: { readonly route: Route; readonly form: RegExp }[] = []

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      if (route.path.includes('/*')) this.#open.push({ route, form: formOf(route.path) })
      else this.#whole.set(route.path, [...(this.#whole.get(route.path) ?? []), route])
    }
    // Whichever part of the root node came first: the one that says more of the path.
    this.#open.sort((a, b) => b.route.path.length - a.route.path.length)
  }

  find(method: string, path: string): Found {
    const routes = this.#whole.get(path) ?? this.#openAt(path)
    if (routes.length === 0) return { kind: 'unknown' }
    const wanted = method === 'HEAD' ? 'GET' : method
    const route = routes.find(each => each.method === wanted)
    if (route) return { kind: 'route', route }
    const allow = routes.flatMap(each => (each.method === 'GET' ? ['GET', 'HEAD'] : [each.method]))
    return { kind: 'wrong-method', allow }
  }

  #openAt(path: string): readonly Route[] {
    return this.#open.filter(({ form }) => form.test(path)).map(({ route }) => route)
  }
}

function formOf(pattern: string): RegExp {
  const inside = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*(?=.)/g, '[^/]+')
  return new RegExp(`^${inside.replace(/\*$/, '.+')}$`)
}
