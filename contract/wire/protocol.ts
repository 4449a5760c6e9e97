import { z } from 'zod'

/** Which versions of what root node and worker say to each other a program speaks, both ends included. */
export interface ProtocolRange {
  readonly oldest: number
  readonly newest: number
}

/**
 * What this program speaks. `newest` is raised when something changes that the other side must know
 * of, `oldest` when what was before it is no longer understood.
 */
export const spokenProtocol: ProtocolRange = { oldest: 1, newest: 1 }

/** Goes along when the root node looks at a worker's health, and only then: `1-3`. */
export const protocolHeader = 'x-banyan-protocol'

export function protocolText({ oldest, newest }: ProtocolRange): string {
  return `${oldest}-${newest}`
}

/** Null when it is malformed, or not there at all. */
export function readProtocol(text: unknown): ProtocolRange | null {
  const [, oldest, newest] = /^(\d{1,6})-(\d{1,6})$/.exec(String(text)) ?? []
  return oldest && newest ? { oldest: Number(oldest), newest: Number(newest) } : null
}

/** How a worker tells it in any form of `GET /health`; one that names no oldest speaks that one alone. */
export const ProtocolNote = z
  .object({ protocol: z.int(), oldest_protocol: z.int().exactOptional() })
  .transform(
    ({ protocol, oldest_protocol = protocol }): ProtocolRange => ({
      oldest: oldest_protocol,
      newest: protocol,
    }),
  )

export interface ProtocolGap {
  readonly older: 'root' | 'worker'
  /** The newest that the older side speaks. */
  readonly speaks: number
  /** The oldest that the other one understands. */
  readonly needed: number
}

/** Which side is too old for the other; null when they understand each other. */
export function protocolGap(root: ProtocolRange, worker: ProtocolRange): ProtocolGap | null {
  if (root.newest < worker.oldest) {
    return { older: 'root', speaks: root.newest, needed: worker.oldest }
  }
  if (worker.newest < root.oldest) {
    return { older: 'worker', speaks: worker.newest, needed: root.oldest }
  }
  return null
}
