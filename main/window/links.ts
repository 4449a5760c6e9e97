import { shell } from 'electron'
import { outsideLink } from './outside-link.ts'

/** Hands a link to the person's own browser or mail program. */
export async function openLink(text: string): Promise<void> {
  await shell.openExternal(outsideLink(text))
}
