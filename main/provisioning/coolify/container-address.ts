import { isIP } from 'node:net'
import { isForbiddenAddress } from '#contract/model/forbidden-address'
import { type Command, quoted, rootCommand } from '../command.ts'
import type { Site } from '../step.ts'
import type { CoolifyResource } from './servers.ts'

/** Prints the address that the newest running container of an application has in Docker's own network. */
export function containerAddressCommand(
  application: Pick<CoolifyResource, 'number' | 'uuid'>,
): Command {
  const filter = containerFilter(application)
  return rootCommand(
    "Looks where Coolify's container of the worker answers.",
    `id=$(docker ps --quiet --no-trunc --filter status=running --filter ${quoted(filter)} | head -n 1)
test -n "$id"
docker inspect --format '{{range .NetworkSettings.Networks}}{{println .IPAddress}}{{end}}' "$id"`,
  )
}

/** Null where none runs. It changes with every deployment and reboot; what the host prints is not believed unseen. */
export async function containerAddress(
  site: Pick<Site, 'ask'>,
  application: Pick<CoolifyResource, 'number' | 'uuid'>,
  signal: AbortSignal,
): Promise<string | null> {
  const { exitCode, stdout } = await site.ask(containerAddressCommand(application), signal)
  const address = stdout
    .split('\n')
    .map(line => line.trim())
    .find(line => isIP(line) === 4 && !isForbiddenAddress(line))
  return exitCode === 0 && address !== undefined ? address : null
}

/** As `docker ps --filter` takes it. */
export function containerFilter({
  number,
  uuid,
}: Pick<CoolifyResource, 'number' | 'uuid'>): string {
  return number === null ? `name=${uuid}` : `label=coolify.applicationId=${number}`
}
