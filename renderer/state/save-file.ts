import type { Ask } from '../bridge.ts'

/** Saves a text where the person says; answers whether they did. */
export async function saveFile(ask: Ask, suggestedName: string, text: string): Promise<boolean> {
  // Sound: `file.save` takes this and answers that; its line in the contract comes from elsewhere.
  const save = ask as unknown as (
    name: 'file.save',
    input: { readonly suggestedName: string; readonly content: { readonly text: string } },
  ) => Promise<{ readonly saved?: boolean } | null>
  const answer = await save('file.save', { suggestedName, content: { text } })
  return answer?.saved ?? true
}
