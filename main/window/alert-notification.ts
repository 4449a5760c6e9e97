import { Notification } from 'electron'
import type { AlertNotice, HeldNotice } from '#contract/model/alert'
import { noticeText, noticeTitle } from '#contract/model/alert-text'
import { languageOf } from '#contract/model/language'

/** Some systems never say that one was closed. */
const mostHeld = 20

/** Shows alerts in the system's way, in its first language; a click opens the window. */
export function alertNotifier(
  systemLanguage: string,
  open: () => void,
): (notice: AlertNotice | HeldNotice) => boolean {
  const language = languageOf(systemLanguage)
  // Electron lets go of a notification that nothing holds, and of its click with it.
  const held = new Set<Notification>()
  return notice => {
    if (!Notification.isSupported()) return false
    const title = noticeTitle(notice, language)
    const notification = new Notification({ title, body: noticeText(notice, language) })
    const [oldest] = held
    if (oldest && held.size >= mostHeld) held.delete(oldest)
    held.add(notification)
    notification.on('close', () => held.delete(notification))
    notification.on('click', open)
    notification.show()
    return true
  }
}
