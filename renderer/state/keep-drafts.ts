import type { Chat } from './chat.ts'
import type { DraftShelf } from './draft-shelf.ts'

const afterMs = 300

/** Keeps what is being written a moment after it was, and at once when the page goes; returns the way to end it. */
export function keepDrafts(chat: Chat, shelf: DraftShelf, page: EventTarget): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const write = () => {
    clearTimeout(timer)
    timer = undefined
    const { current, drafts } = chat.store.getState()
    shelf.write({ current, drafts })
  }
  const leave = () => {
    if (timer !== undefined) write()
  }
  const stop = chat.store.subscribe((now, before) => {
    if (now.drafts === before.drafts && now.current === before.current) return
    clearTimeout(timer)
    timer = setTimeout(write, afterMs)
  })
  page.addEventListener('pagehide', leave)
  return () => {
    stop()
    leave()
    page.removeEventListener('pagehide', leave)
  }
}
