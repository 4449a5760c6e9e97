const magic = 'openssh-key-v1\0'

/** How often the passphrase of a key in OpenSSH's own form is turned over before it opens it; null where there is none. */
export function keyRounds(text: string): number | null {
  const base64 = /^-----BEGIN OPENSSH PRIVATE KEY-----\n([^-]*)-----/.exec(text)?.[1] ?? ''
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.toString('latin1', 0, magic.length) !== magic) return null
  // Cipher, key derivation and its options: each with its length before it; in the options a salt, then the rounds.
  const cipher = fieldAt(bytes, magic.length)
  const derivation = cipher && fieldAt(bytes, cipher.end)
  const options = derivation && fieldAt(bytes, derivation.end)
  if (!options || options.content.length === 0) return null
  const salt = fieldAt(options.content, 0)
  const isWhole = salt !== null && salt.end + 4 <= options.content.length
  return isWhole ? options.content.readUInt32BE(salt.end) : null
}

function fieldAt(
  bytes: Buffer,
  at: number,
): { readonly content: Buffer; readonly end: number } | null {
  if (at + 4 > bytes.length) return null
  const end = at + 4 + bytes.readUInt32BE(at)
  return end > bytes.length ? null : { content: bytes.subarray(at + 4, end), end }
}
