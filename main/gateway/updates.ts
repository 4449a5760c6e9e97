import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Fault } from '#contract/fault'
import type { LogMessage } from '#contract/http/deployments'
import { type Update, UpdatesQuery } from '#contract/http/events'
import { agentJson, clusterHealth, type NodeView } from './node-view.ts'
import { malformed, unacceptable } from './request-head.ts'
import { eventJson, type ReadEvents } from './routes/events.ts'

export interface UpdateSources {
  readonly nodes: () => readonly NodeView[]
  readonly events: ReadEvents
}

/** In milliseconds; a test has less patience. */
export interface UpdatePace {
  /** Changes that come together are told together. */
  readonly gatherMs: number
  /** Without a change, as often; a reader is asked as often whether it still reads. */
  readonly restMs: number
}

const usualPace: UpdatePace = { gatherMs: 100, restMs: 5_000 }
const mostReaders = 100
const mostBufferedBytes = 1_048_576
/** Nobody has anything to say here. */
const mostBytesIn = 4_096
const eventsAnUpdate = 200
const lastWordsMs = 300

/** `WS /ws`: tells every reader how the fleet is, and what happened. Nobody waits for a slow one. */
export class Updates {
  readonly #sources: UpdateSources
  readonly #pace: UpdatePace
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: mostBytesIn,
    perMessageDeflate: false,
  })
  /** Each with whether it answered since it was asked last, and the deployment whose log it asked for. */
  readonly #readers = new Map<
    WebSocket,
    { isReading: boolean; readonly deployment: string | undefined }
  >()
  #rest: NodeJS.Timeout | null = null
  #gather: NodeJS.Timeout | null = null
  /** What all readers know. */
  #toldSeq = 0

  constructor(sources: UpdateSources, pace: UpdatePace = usualPace) {
    this.#sources = sources
    this.#pace = pace
  }

  /** Takes the connection over, unless there is a fault to tell. */
  open(request: IncomingMessage, socket: Duplex, head: Buffer): Fault | null {
    const query = new URL(request.url ?? '/', 'http://local').searchParams
    const asked = UpdatesQuery.safeParse(Object.fromEntries(query))
    if (!asked.success)
      return malformed('after: the seq of an event is expected; deployment: an id')
    if (this.#readers.size >= mostReaders) {
      return { code: 'request.too-many', detail: 'Too many are reading.', retryAfterSeconds: 5 }
    }
    if (request.method !== 'GET') return unacceptable(426, 'Open this address with GET.')
    this.#server.handleUpgrade(request, socket, head, reader => {
      this.#welcome(reader, asked.data)
    })
    return null
  }

  /** Something is not as it was told last. */
  readonly changed = (): void => {
    if (this.#readers.size === 0) return
    this.#gather ??= setTimeout(() => this.#tellAll(), this.#pace.gatherMs)
  }

  /** Lines of the log of a deployment, to those that asked for it. */
  readonly tellLog = (message: LogMessage): void => {
    const text = JSON.stringify(message)
    for (const [reader, { deployment }] of this.#readers) {
      if (deployment === message.deployment_id) send(reader, text)
    }
  }

  close(): void {
    this.#stopTimers()
    for (const reader of this.#readers.keys()) {
      reader.close(1001, 'the root node stops')
      setTimeout(() => reader.terminate(), lastWordsMs)
    }
  }

  #welcome(reader: WebSocket, { after, deployment }: UpdatesQuery): void {
    // So that all know the same from here on.
    if (this.#readers.size > 0) this.#tellAll()
    this.#toldSeq = this.#sources.events.newest
    const state = { isReading: true, deployment }
    this.#readers.set(reader, state)
    reader.on('pong', () => {
      state.isReading = true
    })
    reader.on('error', () => reader.terminate())
    reader.on('close', () => this.#leave(reader))
    this.#catchUp(reader, after ?? this.#toldSeq)
    this.#rest ??= setInterval(() => this.#askAll(), this.#pace.restMs)
  }

  #catchUp(reader: WebSocket, after: number): void {
    let from = after
    for (;;) {
      const { events, isGone, hasMore } = this.#sources.events.after(from, eventsAnUpdate)
      from = events.at(-1)?.seq ?? this.#toldSeq
      reader.send(this.#text(from, events, isGone))
      if (!hasMore) return
    }
  }

  #tellAll(): void {
    if (this.#gather) clearTimeout(this.#gather)
    this.#gather = null
    const { events, hasMore } = this.#sources.events.after(this.#toldSeq, eventsAnUpdate)
    this.#toldSeq = events.at(-1)?.seq ?? this.#toldSeq
    const text = this.#text(this.#toldSeq, events, false)
    for (const reader of this.#readers.keys()) send(reader, text)
    if (hasMore) this.changed()
  }

  /** Who did not answer since the last time reads no more. */
  #askAll(): void {
    for (const [reader, state] of this.#readers) {
      if (!state.isReading) reader.terminate()
      else reader.ping()
      state.isReading = false
    }
    this.#tellAll()
  }

  #text(seq: number, events: ReturnType<ReadEvents['after']>['events'], isGone: boolean): string {
    const nodes = this.#sources.nodes()
    const update: Update = {
      type: 'update',
      timestamp: new Date().toISOString(),
      seq,
      data: {
        cluster_health: clusterHealth(nodes).health,
        agents: nodes.map(agentJson),
        events: events.map(eventJson),
        ...(isGone ? { gone: true } : {}),
      },
    }
    return JSON.stringify(update)
  }

  #leave(reader: WebSocket): void {
    this.#readers.delete(reader)
    if (this.#readers.size === 0) this.#stopTimers()
  }

  #stopTimers(): void {
    if (this.#rest) clearInterval(this.#rest)
    if (this.#gather) clearTimeout(this.#gather)
    this.#rest = null
    this.#gather = null
  }
}

/** One that does not read is dropped, for nobody waits. */
function send(reader: WebSocket, text: string): void {
  if (reader.bufferedAmount > mostBufferedBytes) reader.terminate()
  else reader.send(text)
}
