import type { Conversation } from '../../state/conversation.ts'

/** What was asked here, the last first, each text once. */
export function askedBefore({ lines, broken }: Conversation): readonly string[] {
  const asked = lines.filter(({ role }) => role === 'user').map(({ content }) => content)
  const all = [...asked, ...broken.map(({ wish }) => wish.message)]
  return [...new Set(all.reverse())].filter(text => text.trim() !== '')
}
