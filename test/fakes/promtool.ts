import { spawnSync } from 'node:child_process'
import { usesApt } from '#tools/setup/install-debian-packages'
import { promtoolHere } from '#tools/setup/promtool'

/** On other systems our own rules have to do. */
export const canHavePromtool = usesApt

/** What Prometheus's own checker finds wrong, its words; empty when nothing is. */
export function promtool(args: readonly string[], input = ''): string {
  const program = promtoolHere()
  if (program === null) throw new Error('There is no promtool: npm run setup:test fetches it.')
  const { status, stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8' })
  return status === 0 ? '' : `${stdout}${stderr}`
}
