import { useChat } from '../../state/use-window-state.ts'
import { Composer } from './composer.tsx'
import { SessionPane } from './session-pane.tsx'
import { Transcript } from './transcript.tsx'

export function ChatScreen() {
  const sessionId = useChat(state => state.current)
  return (
    <div className="chat-screen">
      <SessionPane />
      <div className="chat" key={sessionId}>
        <Transcript sessionId={sessionId} />
        <Composer sessionId={sessionId} />
      </div>
    </div>
  )
}
