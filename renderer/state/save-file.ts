import type { RequestInput } from '#contract/ipc/requests'
import type { Ask } from '../bridge.ts'

type Content = RequestInput<'file.save'>['content']

/** Asks where to, and saves it there; whether it was saved. */
export async function saveFile(
  ask: Ask,
  suggestedName: string,
  content: Content,
): Promise<boolean> {
  const { saved } = await ask('file.save', { suggestedName, content })
  return saved
}
