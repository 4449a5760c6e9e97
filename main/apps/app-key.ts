import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Secret } from '../base/secret.ts'

/** What tells our keys from those that clients send because they must send something. */
const keyPrefix = 'bnyn_'
const keyForm = /^bnyn_([a-z0-9]{12})_[\w-]{43}$/
const hintLength = 4

/** A key as it is kept: enough to know it again, not enough to make it. */
export interface StoredKey {
  readonly hash: Buffer
  readonly hint: string
}

export interface NewKey {
  /** Shown once. */
  readonly text: Secret
  readonly stored: StoredKey
}

export function newAppId(): string {
  return randomBytes(32)
    .toString('base64')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 12)
}

/** 256 random bits, so that one round of SHA-256 keeps it: there is no list of likely keys to try. */
export function newKey(appId: string): NewKey {
  const text = `${keyPrefix}${appId}_${randomBytes(32).toString('base64url')}`
  const stored = { hash: hash('sha256', text, 'buffer'), hint: text.slice(-hintLength) }
  return { text: new Secret(text), stored }
}

/** Whether it means to be one of ours. Whatever else a client sends counts as no key. */
export function looksLikeOurKey(text: string): boolean {
  return text.startsWith(keyPrefix)
}

/** The app that the key says it is of; null when it was not made by us. */
export function appIdIn(key: string): string | null {
  return keyForm.exec(key)?.[1] ?? null
}

/** In constant time. */
export function isKey(given: string, stored: StoredKey): boolean {
  return timingSafeEqual(hash('sha256', given, 'buffer'), stored.hash)
}
