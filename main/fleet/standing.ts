import type { NodeStatus } from '#contract/model/node'
import type { OfflineReason } from '#contract/model/offline-reason'
import type { WorkerPhase } from '#contract/model/worker'

/** What the last look at a worker found. */
type Look =
  | { readonly kind: 'starting' }
  | { readonly kind: 'up'; readonly isDraining: boolean }
  | { readonly kind: 'offline'; readonly reason: OfflineReason; readonly retryAt: number | null }

/** What its heartbeats say; `good` too for one that sends none. */
export type Pulse = 'good' | 'suspect' | 'lost'

interface Facts {
  readonly look: Look
  readonly pulse: Pulse
  /** It has next to no processor or memory left. */
  readonly isStrained: boolean
  /** It said so in a heartbeat. */
  readonly isLeaving: boolean
  /** The root node sends it nothing for a while. */
  readonly isIsolated: boolean
  /** Work on its host is about to interrupt it. */
  readonly isResting: boolean
  /** What its owner wants. */
  readonly status: NodeStatus
}

/** Where a worker stands, put together from what looks, heartbeats and its owner say. */
export class Standing {
  #facts: Facts = {
    look: { kind: 'starting' },
    pulse: 'good',
    isStrained: false,
    isLeaving: false,
    isIsolated: false,
    isResting: false,
    status: 'active',
  }
  #phase: WorkerPhase = { name: 'starting' }

  get phase(): WorkerPhase {
    return this.#phase
  }

  /** A worker that is known from before counts as one that may be up any moment. */
  get isAwaited(): boolean {
    const { look, status } = this.#facts
    const isUnknown =
      look.kind === 'starting' || (look.kind === 'offline' && look.reason.kind === 'unseen')
    return isUnknown && status === 'active'
  }

  /** Returns whether that made it another phase. */
  take(news: Partial<Facts>, now: number): boolean {
    this.#facts = { ...this.#facts, ...news }
    const before = this.#phase
    const after = phaseOf(this.#facts, now)
    const isSame = before.name === after.name
    const hasBegun = isSame && 'since' in before && 'since' in after
    this.#phase = hasBegun ? { ...after, since: before.since } : after
    return !isSame
  }
}

function phaseOf(
  { look, pulse, isStrained, isLeaving, isIsolated, isResting, status }: Facts,
  since: number,
): WorkerPhase {
  // Whoever took a node out of service knows that it may be away.
  if (status !== 'active') return { name: status, since }
  if (look.kind === 'starting') return { name: 'starting' }
  if (look.kind === 'offline') {
    return { name: 'offline', since, reason: look.reason, retryAt: look.retryAt }
  }
  if (pulse === 'lost') {
    return { name: 'offline', since, reason: { kind: 'no-heartbeat' }, retryAt: null }
  }
  if (isIsolated) return { name: 'isolated', since }
  if (look.isDraining || isLeaving || isResting) return { name: 'draining', since }
  if (pulse === 'suspect') return { name: 'suspect', since }
  return { name: isStrained ? 'degraded' : 'healthy', since }
}
