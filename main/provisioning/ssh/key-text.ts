/** The parts of an Ed25519 key: 32 bytes each. */
export interface Ed25519Parts {
  readonly publicKey: Buffer
  readonly seed: Buffer
}

const type = 'ssh-ed25519'

/** A private key in OpenSSH's own form, not encrypted. */
export function ed25519Text({ publicKey, seed }: Ed25519Parts, comment: string): string {
  const none = text('none')
  const blob = Buffer.concat([text(type), field(publicKey)])
  // Two equal numbers, by which a reader sees that it decrypted well; here nothing is encrypted.
  const check = Buffer.alloc(8)
  const plain = Buffer.concat([check, blob, field(Buffer.concat([seed, publicKey])), text(comment)])
  const padding = Buffer.from([1, 2, 3, 4, 5, 6, 7].slice(0, (8 - (plain.length % 8)) % 8))
  const whole = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    ...[none, none, text('')],
    number(1),
    field(blob),
    field(Buffer.concat([plain, padding])),
  ])
  const lines = whole.toString('base64').match(/.{1,70}/g) ?? []
  const name = 'OPENSSH PRIVATE KEY'
  return [`-----BEGIN ${name}-----`, ...lines, `-----END ${name}-----`, ''].join('\n')
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

const field = (bytes: Buffer) => Buffer.concat([number(bytes.length), bytes])
const text = (characters: string) => field(Buffer.from(characters))
