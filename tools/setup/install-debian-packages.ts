import { existsSync } from 'node:fs'
import { run, runQuietly } from '../run.ts'
import { installedPackages, missingNeeds, namesToInstall, needs } from './debian-packages.ts'

/** Installs what is missing, as root or by sudo where that asks for no password; otherwise says the command. */
export async function installDebianPackages(report: (line: string) => void): Promise<void> {
  const missing = missingNeeds(needs, await installed())
  if (missing.length === 0) return report('All Debian packages are here.')

  const prefix = await rootPrefix()
  if (prefix === null) {
    const names = namesToInstall(missing, await available(missing.flat()))
    throw new Error(
      `These packages are missing, and installing them needs root. Run:\n  sudo apt-get install -y --no-install-recommends ${names.join(' ')}`,
    )
  }
  await aptGet(prefix, ['update'])
  const names = namesToInstall(missing, await available(missing.flat()))
  report(`Installing ${names.join(' ')}`)
  await aptGet(prefix, ['install', '-y', '--no-install-recommends', ...names])
}

export const usesApt = process.platform === 'linux' && existsSync('/usr/bin/apt-get')

/** A package that dpkg has never heard of makes it fail, and still it prints the others. */
async function installed(): Promise<ReadonlySet<string>> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: these are dpkg's own fields
  const format = '-f=${Package} ${db:Status-Status}\n'
  return installedPackages(await runQuietly('dpkg-query', ['-W', format]))
}

async function available(names: readonly string[]): Promise<ReadonlySet<string>> {
  const known = await Promise.all(
    names.map(name =>
      runQuietly('apt-cache', ['show', '--no-all-versions', name]).then(
        () => [name],
        () => [],
      ),
    ),
  )
  return new Set(known.flat())
}

/** What to put before a command to run it as root; null where that is not allowed without asking. */
async function rootPrefix(): Promise<readonly string[] | null> {
  if (process.getuid?.() === 0) return []
  const canSudo = await runQuietly('sudo', ['-n', 'true']).then(
    () => true,
    () => false,
  )
  return canSudo ? ['sudo', '-n'] : null
}

/** Tried twice: mirrors are replaced under one's hands. */
async function aptGet(prefix: readonly string[], args: readonly string[]): Promise<void> {
  const [command = 'env', ...rest] = [
    ...prefix,
    ...['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args],
  ]
  if ((await run(command, rest)) === 0) return
  const exitCode = await run(command, rest)
  if (exitCode !== 0) throw new Error(`apt-get ${args[0]} failed with ${exitCode}`)
}
