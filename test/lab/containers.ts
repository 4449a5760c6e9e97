import { expect } from 'vitest'
import type { Cleanup } from '#main/base/cleanup'
import { eventually } from '../integration/processes.ts'
import type { LabDocker } from './docker.ts'

/** As the compose files run it. */
export const hardened = [
  ...['--read-only', '--tmpfs', '/tmp', '--cap-drop', 'ALL'],
  ...['--security-opt', 'no-new-privileges', '--pids-limit', '128'],
]

export const secret = 'a secret of the lab tests'

export interface RunningContainer {
  readonly id: string
  /** Where it is reached from inside the engine's namespace. */
  readonly url: string
}

/** Runs an image, or a command in it, hardened, with its port published on loopback. */
export async function runContainer(
  { docker }: LabDocker,
  cleanup: Cleanup,
  command: readonly string[],
  flags: readonly string[] = [],
): Promise<RunningContainer> {
  const id = await docker(
    ...['run', '--detach', ...hardened, '--publish', '127.0.0.1::3001'],
    ...['--env', `ROOT_NODE_SECRET=${secret}`, '--health-interval', '1s', ...flags, ...command],
  )
  cleanup.defer(() => docker('rm', '--force', id).then(() => {}))
  const address = await docker('port', id, '3001/tcp')
  return { id, url: `http://${address.split('\n')[0]}` }
}

/** Waits until Docker itself calls the container healthy. */
export async function becomesHealthy({ docker }: LabDocker, id: string): Promise<void> {
  await eventually(120_000, async () => {
    const health = await docker('inspect', '--format', '{{.State.Health.Status}}', id)
    expect(health).toBe('healthy')
  })
}
