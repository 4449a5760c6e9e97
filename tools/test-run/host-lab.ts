import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { inProject } from '../project.ts'
import { run, runQuietly } from '../run.ts'

const kit = (name: string) => inProject('test', 'hosts', 'kit', name)
const lab = kit('lab.sh')
/** What hosts may install, out of a mirror inside the lab. */
const packages = ['docker.io', 'nodejs', 'iptables', 'iptables-persistent', 'cloud-init']

/** Where the hosts of the lab live; each is another one where the environment says so, for two labs side by side. */
function labEnvironment(): Readonly<Record<string, string>> {
  const cache = process.env['LAB_CACHE'] ?? join(homedir(), '.cache', 'banyan', 'lab')
  const prefix = process.env['LAB_PREFIX'] ?? 'lab'
  return {
    LAB_CACHE: cache,
    LAB_PREFIX: prefix,
    LAB_NET: process.env['LAB_NET'] ?? '10.77.0',
    LAB: process.env['LAB'] ?? join(cache, `hosts-${prefix}`),
  }
}

/** Runs a program in the network of the lab's hosts, with nothing else in reach; answers with its exit code. */
export async function runInLab(
  program: string,
  args: readonly string[],
  { withArm64 = false } = {},
): Promise<number> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new Error('The hosts of these tests need Debian and the user root.')
  }
  const environment = labEnvironment()
  for (const folder of ['LAB_CACHE', 'LAB']) {
    await mkdir(environment[folder] ?? '', { recursive: true })
  }
  // For what tests have to make out there, such as images: out of whose network they are run.
  const env = { ...process.env, ...environment, LAB_OUTSIDE: `/proc/${process.pid}/ns/net` }
  const prepare = (...command: readonly string[]) => runQuietly('bash', [lab, ...command], { env })
  await prepare('deps')
  await prepare('base', 'bookworm', 'amd64')
  if (withArm64) {
    await prepare('binfmt')
    await prepare('base', 'bookworm', 'arm64')
  }
  const { LAB_CACHE: cache = '' } = environment
  if (!existsSync(join(cache, 'mirror', 'bookworm-amd64', 'Release'))) {
    await runQuietly('bash', [kit('mirror.sh'), 'bookworm-amd64', ...packages], { env })
  }
  await prepare('net')
  await prepare('serve')
  try {
    return await run('bash', [lab, 'ctl', program, ...args], { cwd: inProject(), env })
  } finally {
    await prepare('purge')
  }
}
