import type { OpenDatabase } from './open-database.ts'
import { listSecrets } from './settings.ts'

const name = 'tlsAuthority'

/** The certificate authority of this root node, among the secrets of one database. */
export function authorityShelf({ read, writes }: OpenDatabase) {
  return {
    load: () => listSecrets(read).find(secret => secret.name === name) ?? null,
    save: (sealed: { readonly sealed: Buffer; readonly sealedBy: string }) =>
      writes.run('replaceSecret', { name, ...sealed }),
  }
}
