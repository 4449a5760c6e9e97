import type { KeyboardEvent } from 'react'

/** Enter sends, but not the one that picks a word in an input method; 229 is how older ones say it. */
export function isSending({ key, shiftKey, keyCode, nativeEvent }: KeyboardEvent): boolean {
  return key === 'Enter' && !shiftKey && !nativeEvent.isComposing && keyCode !== 229
}
