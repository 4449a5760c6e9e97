import { isSystem, plainText } from './chat-content.ts'
import type { ModelRequest } from './provider.ts'
import { refuseUse } from './refuse.ts'

/**
 * Throws a 400 for what OpenAI's clients may ask for and this vendor has not. `seed` is never
 * refused: OpenAI itself promises no more than to try.
 */
export function refuseForeign(request: ModelRequest, names: readonly string[]): void {
  for (const name of names) {
    if (!isNothing(request[name])) refuseUse(request, name, [])
  }
  for (const message of request.messages.filter(isSystem)) plainText(message)
}

/** Many clients send every field, set to what changes nothing. */
function isNothing(value: unknown): boolean {
  return value === 0 || (typeof value === 'object' && Object.keys(value ?? {}).length === 0)
}
