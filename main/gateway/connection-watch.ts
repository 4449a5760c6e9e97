import type { Socket } from 'node:net'
import type { ServerLimits } from './http-server.ts'

interface Watched {
  readonly socket: Socket
  /** Bytes that came or left until `quietSince`. */
  moved: number
  quietSince: number
}

/**
 * Closes connections on which nothing moves any more. One look at all of them every few seconds
 * costs less than Node's timers, which are set twice for every request.
 */
export class ConnectionWatch {
  readonly #limits: ServerLimits
  readonly #isBusy: (socket: Socket) => boolean
  readonly #now: () => number
  readonly #connections = new Map<Socket, Watched>()
  #timer: NodeJS.Timeout | null = null

  /** `isBusy`: whether the connection has a request that is not answered yet. */
  constructor(
    limits: ServerLimits,
    isBusy: (socket: Socket) => boolean,
    now: () => number = () => performance.now(),
  ) {
    this.#limits = limits
    this.#isBusy = isBusy
    this.#now = now
  }

  start(): void {
    this.#timer = setInterval(() => this.look(), this.#limits.checkEveryMs)
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer)
  }

  add(socket: Socket): void {
    this.#connections.set(socket, { socket, moved: 0, quietSince: this.#now() })
    socket.once('close', () => this.#connections.delete(socket))
  }

  look(): void {
    const now = this.#now()
    for (const connection of this.#connections.values()) {
      const moved = movedOn(connection.socket)
      if (moved !== connection.moved) {
        connection.moved = moved
        connection.quietSince = now
      } else if (now - connection.quietSince >= this.#patienceMs(connection.socket)) {
        connection.socket.destroy()
      }
    }
  }

  /** An answer may be long in coming; only one that nobody reads is given up. */
  #patienceMs(socket: Socket): number {
    if (!this.#isBusy(socket)) return this.#limits.keepAliveMs
    return socket.writableLength > 0 ? this.#limits.stallMs : Number.POSITIVE_INFINITY
  }
}

/** What waits to be read counts as written already. */
function movedOn({ bytesRead, bytesWritten, writableLength }: Socket): number {
  return bytesRead + bytesWritten - writableLength
}
