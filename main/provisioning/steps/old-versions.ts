import { hostReason } from '#contract/host-reason'
import { type Command, rootCommand } from '../command.ts'
import { imageOf, layout, serviceName } from '../layout.ts'
import type { Step } from '../step.ts'
import { isSo, notSo, told } from '../told.ts'
import { stepFailed } from './step-failed.ts'

const { programs } = layout

function plainList(version: string): string {
  return `cd ${programs}/versions
keep=$(basename "$(readlink ${programs}/previous || echo none)")
for each in *; do
  case $each in '*' | ${version} | "$keep") ;; *) printf '%s\\n' "$each" ;; esac
done`
}

/** Images are kept by what they are, as the one before may have two names; the newest other one is the one before. */
function dockerList(version: string): string {
  return `current=$(docker image inspect --format '{{.Id}}' ${imageOf(version)})
docker images --no-trunc --format '{{.ID}} {{.Tag}}' ${serviceName} | awk -v current="$current" '
  $1 == current { next }
  before == "" { before = $1 }
  $1 != before && $2 != "<none>" { print $2 }'`
}

/** Keeps the version that serves, and the one before it for a way back. */
export function oldVersionsGone(method: 'plain' | 'docker', version: string): Step {
  const list: Command = rootCommand(
    'Lists versions that nobody needs any more',
    method === 'plain' ? plainList(version) : dockerList(version),
  )
  const each =
    method === 'plain'
      ? `rm -rf "${programs}/versions/$old"`
      : `docker rmi "${serviceName}:$old" >/dev/null`
  const remove = rootCommand(
    'Removes those versions',
    `{ ${list.script}\n} | while read -r old; do ${each}; done`,
  )
  return {
    name: 'old-versions',
    words: 'Removes versions older than the one before this one.',
    commands: [list, remove],
    interrupts: false,
    async check(site, signal) {
      const { stdout } = await site.run(list, signal)
      const old = stdout.trim().split('\n').filter(Boolean)
      return old.length === 0
        ? isSo('there are none', 'no-old-versions')
        : notSo(`there are ${old.join(', ')}`)
    },
    async apply(site, signal) {
      await site.run(remove, signal)
      return told('they were removed', 'removed')
    },
    async verify(site, signal) {
      const { stdout } = await site.run(list, signal)
      if (stdout.trim() === '') return
      throw stepFailed(site, 'old-versions', 'they are still there', hostReason('versions-stay'))
    },
    undo: null,
  }
}
