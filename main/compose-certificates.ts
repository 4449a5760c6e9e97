import { z } from 'zod'
import type { Host } from '#contract/model/host'
import { Secret } from './base/secret.ts'
import type { Hosts } from './provisioning/hosts.ts'
import { PrivateAuthority, type TlsFiles } from './provisioning/tls/private-authority.ts'
import type { Sealer } from './settings/sealer.ts'
import { authorityShelf } from './store/authority-shelf.ts'
import type { OpenDatabase } from './store/open-database.ts'

export interface Certificates {
  /** Who the root node is to its workers. */
  rootFiles(): Promise<TlsFiles>
  /** What the worker of a host listens with: the same until it is due. */
  filesOf(host: Host): Promise<TlsFiles>
  /** Whether the worker of a host is to be given new ones. */
  isDue(host: Host): Promise<boolean>
}

const Kept = z.object({
  certificate: z.string(),
  key: z.string(),
  authorities: z.string(),
  address: z.string(),
})

/** Joins the authority, made at its first use, to the hosts whose certificates it keeps. */
export function composeCertificates(
  database: OpenDatabase,
  sealer: Sealer,
  hosts: Pick<Hosts, 'secretsOf' | 'saveSecrets'>,
): Certificates {
  let opened: Promise<PrivateAuthority> | null = null
  const authority = () => {
    opened ??= PrivateAuthority.open({ shelf: authorityShelf(database), sealer })
    return opened
  }
  const keptOf = async ({ id }: Host) => {
    const { tlsFiles } = await hosts.secretsOf(id)
    return tlsFiles && Kept.parse(JSON.parse(tlsFiles.reveal()))
  }
  const isCurrent = async (host: Host, kept: z.infer<typeof Kept>) => {
    const { authorities, isDue } = bound(await authority())
    const isSame = kept.address === host.address && kept.authorities === authorities
    return isSame && !isDue(kept.certificate)
  }
  return {
    rootFiles: async () => (await authority()).rootFiles(),
    async filesOf(host) {
      const kept = await keptOf(host)
      if (kept && (await isCurrent(host, kept))) return { ...kept, key: new Secret(kept.key) }
      const files = (await authority()).filesFor(host.id, [host.address])
      const { certificate, key, authorities } = files
      const text = JSON.stringify({
        ...{ certificate, authorities, address: host.address },
        key: key.reveal(),
      })
      await hosts.saveSecrets(host.id, { tlsFiles: new Secret(text) })
      return files
    },
    async isDue(host) {
      const kept = await keptOf(host)
      return kept === null || !(await isCurrent(host, kept))
    },
  }
}

function bound(authority: PrivateAuthority) {
  return {
    authorities: authority.authorities,
    isDue: (certificate: string) => authority.isDue(certificate),
  }
}
