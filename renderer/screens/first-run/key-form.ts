export const keyedProviders = ['openai', 'anthropic', 'gemini', 'compatible'] as const
export type KeyedProvider = (typeof keyedProviders)[number]

/** Whose key it is by its form; null where that does not tell. */
export function providerOf(key: string): KeyedProvider | null {
  if (/^sk-ant-/.test(key)) return 'anthropic'
  if (/^AIza/.test(key)) return 'gemini'
  if (/^sk-/.test(key)) return 'openai'
  return null
}

export interface KeyEntry {
  readonly provider: KeyedProvider
  readonly key: string
  readonly address: string
}

/** Whether so much was entered that it is worth asking the provider. */
export function isWorthTrying({ provider, key, address }: KeyEntry): boolean {
  if (!/^[\x21-\x7e]*$/.test(key)) return false
  if (provider === 'compatible') return isAddress(address)
  return key.length >= 16
}

/** A key has no spaces, no line breaks and nothing but ASCII: what else is in it came along by mistake. */
export function isOddKey(key: string): boolean {
  return /[^\x21-\x7e]/.test(key)
}

export function isAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(text) && URL.canParse(text)
}
