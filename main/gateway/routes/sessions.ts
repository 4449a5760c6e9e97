import { z } from 'zod'
import { FaultError } from '#contract/fault'
import { SessionChanges, SessionsQuery } from '#contract/http/sessions'
import { SessionId } from '#contract/ids'
import type { Session, SessionChange, SessionSummary } from '#contract/model/session'
import { type Call, checked, parseJson } from '../call.ts'
import type { Route } from '../route.ts'

interface Place {
  readonly isPinned: boolean
  readonly updatedAt: number
  readonly id: string
}

/** The part of the conversations that these routes need. */
export interface ReadSessions {
  list(query: {
    readonly search: string
    readonly limit: number
    readonly after: Place | null
  }): readonly SessionSummary[]
  read(sessionId: SessionId): Session
  change(sessionId: SessionId, change: SessionChange): Promise<void>
  /** Waits for a turn that is on its way. */
  remove(sessionId: SessionId, signal: AbortSignal): Promise<void>
}

/** `/api/sessions`: what the root remembers. The owner's, for a key of an app tells no session from another's. */
export function sessions(remembered: ReadSessions): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/sessions',
      access: 'owner',
      handle(call) {
        const { search, limit, cursor } = call.query(SessionsQuery)
        const after = cursor === undefined ? null : placeIn(cursor)
        const page = remembered.list({ search, limit: limit + 1, after })
        const shown = page.slice(0, limit)
        const last = shown.at(-1)
        call.answer(200, {
          sessions: shown.map(summaryJson),
          next_cursor: page.length > limit && last ? cursorOf(last) : null,
        })
      },
    },
    {
      method: 'GET',
      path: '/api/sessions/*',
      access: 'owner',
      handle: call => call.answer(200, sessionJson(remembered.read(sessionIdIn(call)))),
    },
    {
      method: 'PATCH',
      path: '/api/sessions/*',
      access: 'owner',
      async handle(call) {
        const id = sessionIdIn(call)
        const { title, pinned } = checked(SessionChanges, parseJson(await call.body()))
        await remembered.change(id, { title, isPinned: pinned })
        call.answer(200, { id, changed: true })
      },
    },
    {
      method: 'DELETE',
      path: '/api/sessions/*',
      access: 'owner',
      async handle(call) {
        const id = sessionIdIn(call)
        await remembered.remove(id, call.goneSignal())
        call.answer(200, { id, deleted: true })
      },
    },
  ]
}

/** What can be no session's id is the id of no session. */
function sessionIdIn(call: Call): SessionId {
  const text = call.rest('/api/sessions/')
  const result = SessionId.safeParse(text)
  if (!result.success) throw new FaultError({ code: 'session.unknown', sessionId: text })
  return result.data
}

const Cursor = z.tuple([z.boolean(), z.number(), z.string()])

function cursorOf({ isPinned, updatedAt, id }: Place): string {
  return Buffer.from(JSON.stringify([isPinned, updatedAt, id])).toString('base64url')
}

function placeIn(cursor: string): Place {
  try {
    const text = Buffer.from(cursor, 'base64url').toString('utf8')
    const [isPinned, updatedAt, id] = Cursor.parse(JSON.parse(text))
    return { isPinned, updatedAt, id }
  } catch {
    const detail = 'cursor: the next_cursor of a page is expected'
    throw new FaultError({ code: 'request.malformed', detail, param: 'cursor' })
  }
}

function summaryJson({ id, title, isPinned, messageCount, updatedAt }: SessionSummary) {
  return {
    id,
    title,
    pinned: isPinned,
    message_count: messageCount,
    updated_at: new Date(updatedAt).toISOString(),
  }
}

function sessionJson({ id, system, messages }: Session) {
  return {
    id,
    system,
    messages: messages.map(message => ({
      role: message.role,
      content: message.content,
      created_at: new Date(message.createdAt).toISOString(),
      worker_id: message.workerId,
      model: message.model,
      latency_ms: message.latencyMs,
      usage: message.usage,
    })),
  }
}
