import { FaultError } from '#contract/fault'
import type { Log } from './base/log.ts'
import type { Converse } from './compose-converse.ts'
import { chatVote } from './consensus/chat-ballot.ts'
import type { ChangeFeed } from './ipc/change-feed.ts'
import { WindowChat, type WindowTurn } from './ipc/window-chat.ts'
import type { RootForWindow } from './ipc/window-requests.ts'
import type { Steering } from './routing/routed-request.ts'
import type { Conversations } from './sessions/conversations.ts'

/** Joins the window's turns to the root node that runs, whichever that is. */
export function composeWindowChat(
  running: () => { readonly converse: Converse } | null,
  feed: ChangeFeed,
  log: Log,
): WindowChat {
  return new WindowChat(
    async ({ worker, ballot, ...turn }, { onVote, ...listener }, signal) => {
      const root = running()
      if (!root) throw new FaultError({ code: 'root.stopped' })
      const consensus = ballot && {
        wish: { nodes: ballot.nodes, min_nodes: 2, vote: ballot.rule },
        onVote: (...told: Parameters<typeof chatVote>) => onVote(chatVote(...told)),
      }
      const steering = steeringTo(worker)
      return root.converse({ ...turn, steering, ...(consensus && { consensus }) }, listener, signal)
    },
    feed,
    cause => log.error('chat failed inside', { cause }),
  )
}

function steeringTo(worker: WindowTurn['worker']): Steering | undefined {
  if (!worker) return undefined
  const { is, workerId } = worker
  const way = { strategy: null, prefer: null, session: null, onCut: null }
  return { ...way, pin: is === 'only' ? workerId : null, avoid: is === 'not' ? workerId : null }
}

/** What the window may do with what is remembered. */
export function windowSessions(conversations: Conversations): RootForWindow['sessions'] {
  const soon = () => AbortSignal.timeout(60_000)
  return {
    list: search => conversations.list({ search, limit: 200, after: null }),
    read: sessionId => conversations.read(sessionId),
    file(sessionId, turn, place) {
      const { type, bytes } = conversations.file(sessionId, turn, place)
      return { type, data: Buffer.from(bytes).toString('base64') }
    },
    bringBack: (sessionId, setAsideId) => conversations.bringBack(sessionId, setAsideId, soon()),
    change: (sessionId, change) => conversations.change(sessionId, change),
    remove: sessionId => conversations.remove(sessionId, soon()),
  }
}
