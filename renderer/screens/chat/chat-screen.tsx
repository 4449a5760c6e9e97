import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { SessionId } from '#contract/ids'
import { usePlaceOf, usePlaces } from '../../state/place.ts'
import { useToasts } from '../../state/toasts.ts'
import { useChat, useWindowState } from '../../state/use-window-state.ts'
import { ChatHead } from './chat-head.tsx'
import { Composer } from './composer.tsx'
import { DropPlace } from './drop-place.tsx'
import { SessionPane } from './session-pane.tsx'
import { Transcript } from './transcript.tsx'

export function ChatScreen() {
  const sessionId = useChat(state => state.current)
  useFollowPlace(sessionId)
  useTellSetAside()
  return (
    <div className="chat-screen">
      <SessionPane />
      <DropPlace sessionId={sessionId} key={sessionId}>
        <ChatHead sessionId={sessionId} />
        <Transcript sessionId={sessionId} />
        <Composer sessionId={sessionId} />
      </DropPlace>
    </div>
  )
}

/** A place with a conversation opens it; what is opened here becomes the place. */
function useFollowPlace(current: SessionId): void {
  const { chat } = useWindowState()
  const places = usePlaces()
  const wanted = usePlaceOf('chat')?.sessionId

  useEffect(() => {
    const parsed = SessionId.safeParse(wanted)
    if (parsed.success && parsed.data !== chat.store.getState().current) void chat.open(parsed.data)
  }, [chat, wanted])

  // Not what was drawn: the effect above may have opened another one since.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is to run when another one is open
  useEffect(() => {
    places.select({ screen: 'chat', sessionId: chat.store.getState().current })
  }, [chat, places, current])
}

/** Says what an edited or repeated question took the place of, and takes that back. */
function useTellSetAside(): void {
  const { t } = useTranslation()
  const { chat } = useWindowState()
  const toasts = useToasts()
  const last = useChat(state => state.lastSetAside)

  useEffect(() => {
    if (!last) return
    const { sessionId, setAside } = last
    chat.toldOfSetAside()
    toasts.say(t('chat.setAside', { count: setAside.turns }), () =>
      chat.bringBack(sessionId, setAside.id),
    )
  }, [chat, toasts, t, last])
}
