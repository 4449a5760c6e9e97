import { z } from 'zod'
import type { Host } from '#contract/model/host'
import { type Clock, systemClock } from './base/clock.ts'
import { Secret } from './base/secret.ts'
import type { Hosts } from './provisioning/hosts.ts'
import { PrivateAuthority, type TlsFiles } from './provisioning/tls/private-authority.ts'
import type { Sealer } from './settings/sealer.ts'
import { authorityShelf } from './store/authority-shelf.ts'
import type { OpenDatabase } from './store/open-database.ts'

export interface Certificates {
  authority(): Promise<PrivateAuthority>
  /** Who the root node is to its workers. */
  rootFiles(): Promise<TlsFiles>
  /** What the worker of a host listens with: the same until it is due. */
  filesOf(host: Host): Promise<TlsFiles>
  /** That certificate is on the host. */
  arrived(host: Host, certificate: string): Promise<void>
  /** Whether the worker of a host is to be given new ones, or did not get those that were made for it. */
  isDue(host: Host): Promise<boolean>
}

const Kept = z.object({
  certificate: z.string(),
  key: z.string(),
  authorities: z.string(),
  address: z.string(),
  /** Whether they reached the host. */
  isThere: z.boolean().default(false),
})
type Kept = z.infer<typeof Kept>

/** Joins the authority, made at its first use, to the hosts whose certificates it keeps. */
export function composeCertificates(
  database: OpenDatabase,
  sealer: Sealer,
  hosts: Pick<Hosts, 'secretsOf' | 'saveSecrets'>,
  clock: Clock = systemClock,
): Certificates {
  let opened: Promise<PrivateAuthority> | null = null
  const authority = () => {
    opened ??= PrivateAuthority.open({ shelf: authorityShelf(database), sealer, clock })
    return opened
  }
  const keptOf = async ({ id }: Host) => {
    const { tlsFiles } = await hosts.secretsOf(id)
    return tlsFiles && Kept.parse(JSON.parse(tlsFiles.reveal()))
  }
  const keep = ({ id }: Host, kept: Kept) =>
    hosts.saveSecrets(id, { tlsFiles: new Secret(JSON.stringify(kept)) })
  const isCurrent = async (host: Host, kept: Kept) => {
    const issuer = await authority()
    const isSame = kept.address === host.address && kept.authorities === issuer.authorities
    return isSame && !issuer.isDue(kept.certificate)
  }
  return {
    authority,
    rootFiles: async () => (await authority()).rootFiles(),
    async filesOf(host) {
      const kept = await keptOf(host)
      if (kept && (await isCurrent(host, kept))) return { ...kept, key: new Secret(kept.key) }
      const files = (await authority()).filesFor(host.id, [host.address])
      await keep(host, {
        ...{ certificate: files.certificate, authorities: files.authorities },
        ...{ key: files.key.reveal(), address: host.address, isThere: false },
      })
      return files
    },
    async arrived(host, certificate) {
      const kept = await keptOf(host)
      if (!kept || kept.isThere || kept.certificate !== certificate) return
      await keep(host, { ...kept, isThere: true })
    },
    async isDue(host) {
      const kept = await keptOf(host)
      return !kept?.isThere || !(await isCurrent(host, kept))
    },
  }
}
