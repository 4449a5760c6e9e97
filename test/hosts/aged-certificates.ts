import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Cleanup } from '#main/base/cleanup'
import { systemClock } from '#main/base/clock'
import { silentLog } from '#main/base/log'
import { composeCertificates } from '#main/compose-certificates'
import { composeHosts } from '#main/compose-hosts'
import { openKeyFileSealer } from '#main/settings/key-file-sealer'
import { openDatabase } from '#main/store/open-database'
import { inProject } from '#tools/project'
import type { LabHost } from './lab.ts'

const dayMs = 86_400_000

/**
 * Makes the certificates of a root node that stands still as if they had been made long ago: its
 * authority ends within a year, that of the worker within a month. They are put on the host too.
 */
export async function ageCertificates(
  dataFolder: string,
  hostId: string,
  host: LabHost,
): Promise<void> {
  const cleanup = new Cleanup()
  try {
    const database = await openDatabase({
      path: join(dataFolder, 'banyan.db'),
      writeThread: inProject('dist/write-thread.mjs'),
    })
    cleanup.defer(() => database.close())
    const sealer = await openKeyFileSealer(dataFolder)
    const { book } = composeHosts(
      { ...{ database, sealer, log: silentLog }, protect() {}, publish() {} },
      cleanup,
    )
    const certificatesOf = (daysAgo: number) => {
      const wallMs = () => Date.now() - daysAgo * dayMs
      return composeCertificates(database, sealer, book, { ...systemClock, wallMs })
    }
    await database.writes.run('deleteSecret', 'tlsAuthority')
    await certificatesOf(3_600).authority()
    const certificates = certificatesOf(65)
    const { certificate, key, authorities } = await certificates.filesOf(book.find(hostId))
    await certificates.arrived(book.find(hostId), certificate)
    const texts = { authority: authorities, certificate, key: key.reveal() }
    for (const [name, text] of Object.entries(texts)) {
      writeFileSync(join(host.root, 'etc/banyan/tls', `${name}.pem`), text)
    }
  } finally {
    await cleanup.run()
  }
}
