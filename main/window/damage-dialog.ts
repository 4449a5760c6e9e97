import { basename } from 'node:path'
import { app, dialog } from 'electron'
import { damageText } from './damage-text.ts'

export interface Damage {
  readonly aside: string
  /** The newest backup that is sound. */
  readonly backup: string | null
}

/** Asks what shall take the place of a damaged database; whoever closes the question quits. */
export async function askAfterDamage({
  aside,
  backup,
}: Damage): Promise<'restore' | 'start-empty' | 'quit'> {
  const text = damageText(app.getLocale())
  const choices = [
    ...(backup === null
      ? []
      : [{ answer: 'restore' as const, label: text.restore(basename(backup)) }]),
    { answer: 'start-empty' as const, label: text.startEmpty },
    { answer: 'quit' as const, label: text.quit },
  ]
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: text.title,
    detail: text.detail(aside),
    buttons: choices.map(({ label }) => label),
    cancelId: choices.length - 1,
    noLink: true,
  })
  return choices[response]?.answer ?? 'quit'
}
