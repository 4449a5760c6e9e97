/** One way of keeping a secret on disk so that the disk alone does not give it away. */
export interface Sealer {
  readonly name: 'safe-storage' | 'key-file'
  seal(text: string): Promise<Buffer>
  /** Rejects when it was not sealed here, or was changed since. */
  open(sealed: Buffer): Promise<string>
}
