import type { Ask } from '../bridge.ts'

/** Asks where to, and saves it there; whether it was saved. */
export async function saveFile(
  ask: Ask,
  suggestedName: string,
  content: { readonly text: string } | { readonly base64: string },
): Promise<boolean> {
  const file = 'text' in content ? content : ({ text: content.base64, encoding: 'base64' } as const)
  const { saved } = await ask('file.save', { suggestedName, ...file })
  return saved
}
