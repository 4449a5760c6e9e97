import { AsyncLocalStorage } from 'node:async_hooks'

/** Who does what is being done: whoever uses the owner's routes, the window, the root node by itself, or nobody we know. */
export type Actor = 'owner' | 'window' | 'root' | 'stranger' | `app:${string}`

const acting = new AsyncLocalStorage<Actor>()

/** Whatever this calls, and whatever that waits for, is done by the actor. */
export function actingAs<T>(actor: Actor, work: () => T): T {
  return acting.run(actor, work)
}

export function currentActor(): Actor {
  return acting.getStore() ?? 'root'
}
