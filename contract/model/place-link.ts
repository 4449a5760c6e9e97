import { HostId, SessionId, WorkerId } from '../ids.ts'

/** Where a link can lead: a screen of the window and what is selected there. Nothing else. */
export type LinkedPlace =
  | { readonly screen: 'topology'; readonly workerId?: string }
  | { readonly screen: 'chat'; readonly sessionId?: string }
  | { readonly screen: 'hosts'; readonly hostId?: string }
  | { readonly screen: 'requests'; readonly requestId?: string }
  | { readonly screen: 'metrics' }
  | { readonly screen: 'logs' }
  | { readonly screen: 'settings'; readonly section?: string }

/** Whoever is asked to open such an address asks us. */
export const linkScheme = 'banyan'

const longest = 2_000
/** No user, port, query or fragment, no empty step: what is not needed is not taken. */
const form = /^banyan:\/\/([a-z]+)((?:\/[^/?#\\]+)*)\/?$/i

/**
 * Reads `banyan://topology/worker/<id>` and the like; null for whatever is not exactly that. Any web
 * page can make the system open one, so it names a place and never an action. `banyan://app` is the
 * page of the window itself, and no place.
 */
export function parsePlaceLink(text: string): LinkedPlace | null {
  const [, screen, path] = text.length <= longest ? (form.exec(text) ?? []) : []
  const steps = stepsOf(path ?? '')
  if (screen === undefined || steps === null) return null
  return placeOf(screen.toLowerCase(), steps)
}

function placeOf(screen: string, steps: readonly string[]): LinkedPlace | null {
  const [first, second] = steps
  if (screen === 'topology') {
    if (steps.length === 0) return { screen }
    if (steps.length !== 2 || first !== 'worker' || !WorkerId.safeParse(second).success) return null
    return second === undefined ? null : { screen, workerId: second }
  }
  if (steps.length > 1) return null
  if (first === undefined) return bare(screen)
  if (screen === 'chat' && SessionId.safeParse(first).success) return { screen, sessionId: first }
  if (screen === 'hosts' && HostId.safeParse(first).success) return { screen, hostId: first }
  if (screen === 'requests' && /^[\w.:-]{1,128}$/.test(first)) return { screen, requestId: first }
  if (screen === 'settings' && /^[a-z-]{1,32}$/.test(first)) return { screen, section: first }
  return null
}

const bareScreens = ['chat', 'hosts', 'requests', 'metrics', 'logs', 'settings'] as const

function bare(name: string): LinkedPlace | null {
  const screen = bareScreens.find(known => known === name)
  return screen === undefined ? null : { screen }
}

/** Null where one is not what it says, or says what nobody types. */
function stepsOf(path: string): readonly string[] | null {
  try {
    const steps = path.split('/').filter(Boolean).map(decodeURIComponent)
    return steps.some(step => /\p{Cc}|\p{Cf}|\p{Surrogate}/u.test(step)) ? null : steps
  } catch {
    return null
  }
}

/** The first link among the arguments of a start. */
export function placeLinkIn(argv: readonly string[]): LinkedPlace | null {
  const link = argv.find(argument => argument.toLowerCase().startsWith(`${linkScheme}:`))
  return link === undefined ? null : parsePlaceLink(link)
}
