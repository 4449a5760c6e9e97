import type { TurnId } from '#contract/ids'
import type { FakeBridge } from '../../fake-bridge.ts'
import type { Scene } from '../scene.ts'
import { streamTexts } from './stream-text.ts'

const changesEachMs = 10
const charactersASecond = 1_000

/** Answers with the text as a fast model does: some ten characters a change, a hundred changes a second. */
function stream(bridge: FakeBridge, turnId: TurnId, text: string): void {
  const startedAt = performance.now()
  let sent = 0
  const timer = setInterval(() => {
    const due = Math.round(((performance.now() - startedAt) / 1_000) * charactersASecond)
    if (due > sent) bridge.change({ type: 'chat.delta', turnId, text: text.slice(sent, due) })
    sent = due
    if (sent >= text.length) clearInterval(timer)
  }, changesEachMs)
}

/** The first `until` characters come, and then the model pauses for thought. */
export const streaming = (
  snapshot: Scene['snapshot'],
  text: string,
  until = text.length,
): Scene => ({
  snapshot,
  answers: { 'session.list': () => [] },
  after: bridge => {
    bridge.answers['chat.send'] = ({ turnId }) => {
      stream(bridge, turnId, text.slice(0, until))
      return null
    }
  },
})

/** For `test/bench/window-stream.ts`. */
export const streamScenes = (snapshot: Scene['snapshot']): Readonly<Record<string, Scene>> =>
  Object.fromEntries(
    Object.entries(streamTexts).map(([name, text]) => [
      `stream-${name}`,
      streaming(snapshot, text),
    ]),
  )
