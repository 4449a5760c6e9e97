import type { Cleanup } from './base/cleanup.ts'
import type { Log } from './base/log.ts'
import type { Certificates } from './compose-certificates.ts'
import type { Deployments } from './provisioning/deployments/deployments.ts'
import type { Hosts } from './provisioning/hosts.ts'
import { type CertificatePace, CertificateWatch } from './provisioning/tls/certificate-watch.ts'

export interface CertificateSurroundings {
  readonly certificates: Certificates
  readonly book: Pick<Hosts, 'list'>
  readonly deployments: Pick<Deployments, 'workingOn' | 'start' | 'over'>
  readonly pace?: CertificatePace
  readonly log: Log
}

/** Joins certificates to the deployments that bring them, so that none runs out. */
export function watchCertificates(around: CertificateSurroundings, cleanup: Cleanup): void {
  const { certificates, book, deployments, ...rest } = around
  const watch = new CertificateWatch({
    ...rest,
    hosts: () =>
      book.list().filter(({ transport, installed, trust }) => {
        const isOurs = installed !== null && installed.method !== 'coolify'
        return transport === 'tls' && isOurs && trust.name === 'pinned'
      }),
    authority: () => certificates.authority(),
    isDue: host => certificates.isDue(host),
    async renew(hosts) {
      const free = hosts.map(({ id }) => id).filter(id => deployments.workingOn(id) === null)
      if (free.length === 0) return
      const id = await deployments.start({
        ...{ action: 'renew-certificates', hosts: free, strategy: 'Parallel' },
        ...{ batchSize: null, minReplicas: null, version: null, method: null, breaksLock: false },
      })
      await deployments.over(id)
    },
  })
  watch.begin()
  cleanup.defer(() => watch.close())
}
