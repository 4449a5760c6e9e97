import { spawnSync } from 'node:child_process'

/** Where Prometheus's own checker is not installed, our own rules have to do. */
export const hasPromtool = spawnSync('promtool', ['--version']).status === 0

/** What it finds wrong, its words; empty when nothing is. */
export function promtool(args: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync('promtool', args, { input, encoding: 'utf8' })
  return status === 0 ? '' : `${stdout}${stderr}`
}
