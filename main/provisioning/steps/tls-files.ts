import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { hostReason } from '#contract/host-reason'
import { rootCommand } from '../command.ts'
import { layout, tlsGroup } from '../layout.ts'
import type { PlannerParts, TlsFiles } from '../methods/parts.ts'
import type { Site, Step } from '../step.ts'
import { isSo, notSo, told } from '../told.ts'
import { stepFailed } from './step-failed.ts'

const { tls, unitAdditions } = layout
const addition = `${unitAdditions}/tls.conf`
const step = 'certificates'
const names = ['authority', 'certificate', 'key'] as const

const look = rootCommand(
  'Compares the certificates of the worker by their hashes',
  `for name in ${names.join(' ')}; do
  if [ -e ${tls}/$name.pem ]; then sha256sum < ${tls}/$name.pem | cut -c 1-64; else echo none; fi
done
if getent group ${tlsGroup} >/dev/null && [ -e ${addition} ]; then echo group; else echo none; fi`,
)
const prepare = rootCommand(
  'Makes the folder of the certificates, for the worker’s group alone',
  `getent group ${tlsGroup} >/dev/null || groupadd --system ${tlsGroup}
install -d -m 755 ${layout.settings} ${unitAdditions}
install -d -m 750 -g ${tlsGroup} ${tls}
printf '[Service]\\nSupplementaryGroups=${tlsGroup}\\n' > ${addition}`,
)
const write = (name: (typeof names)[number]) =>
  rootCommand(
    `Writes the ${name} that the worker listens with; it comes through standard input`,
    `umask 077
cat > ${tls}/${name}.pem.part
chgrp ${tlsGroup} ${tls}/${name}.pem.part
chmod 640 ${tls}/${name}.pem.part`,
  )
// All at once: whoever starts the worker in between finds a certificate and a key that belong together.
const place = rootCommand(
  'Puts the new certificates in the place of the old ones',
  `cd ${tls}
for name in ${names.join(' ')}; do test -s $name.pem.part; done
for name in ${names.join(' ')}; do mv -f $name.pem.part $name.pem; done`,
)

/** The worker looks for new ones by itself, so that it need not be restarted for them. */
export function tlsFilesThere({ tlsFiles }: Pick<PlannerParts, 'tlsFiles'>): Step {
  const isRight = async (site: Site, signal: AbortSignal) => {
    const files = await tlsFiles(site.host)
    const wanted = textsOf(files)
    const { stdout } = await site.run(look, signal)
    const found = stdout.trim().split('\n')
    const isSame = names.every((name, at) => found[at] === hashOf(wanted[name]))
    if (!isSame || found.at(-1) !== 'group') return false
    await files.arrived()
    return true
  }
  return {
    name: step,
    words: 'Puts the certificate there that the worker shows, and the authority that it believes.',
    commands: [look, prepare, ...names.map(write), place],
    interrupts: false,
    async check(site, signal) {
      return (await isRight(site, signal))
        ? isSo('they are as they should be', 'certificates-right')
        : notSo('they are missing or others')
    },
    async apply(site, signal) {
      const wanted = textsOf(await tlsFiles(site.host))
      await site.run(prepare, signal)
      for (const name of names) {
        const { exitCode, stderr } = await site.feed(
          write(name),
          Readable.from([wanted[name]]),
          signal,
        )
        if (exitCode === 0) continue
        const said = stderr.trim()
        const detail = `the ${name} could not be written: ${said}`
        throw stepFailed(site, step, detail, hostReason('certificates-unwritten'), said)
      }
      await site.run(place, signal)
      return told('they were written', 'certificates-written')
    },
    async verify(site, signal) {
      if (await isRight(site, signal)) return
      const detail = 'they are not those that were sent'
      throw stepFailed(site, step, detail, hostReason('certificates-differ'))
    },
    undo: null,
  }
}

const textsOf = ({ authority, certificate, key }: TlsFiles) => ({
  authority,
  certificate,
  key: key.reveal(),
})

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
