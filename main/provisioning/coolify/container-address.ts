import { isIP } from 'node:net'
import { isForbiddenAddress } from '#contract/model/forbidden-address'
import { type Command, quoted, rootCommand } from '../command.ts'
import type { Site } from '../step.ts'
import { stepFailed } from './api-step.ts'
import type { CoolifyResource } from './servers.ts'

/** Prints the address that the newest running container of an application has in Docker's own network. */
export function containerAddressCommand({
  number,
  uuid,
}: Pick<CoolifyResource, 'number' | 'uuid'>): Command {
  const filter = number === null ? `name=${uuid}` : `label=coolify.applicationId=${number}`
  return rootCommand(
    "Looks where Coolify's container of the worker answers.",
    `id=$(docker ps --quiet --no-trunc --filter status=running --filter ${quoted(filter)} | head -n 1)
test -n "$id"
docker inspect --format '{{range .NetworkSettings.Networks}}{{println .IPAddress}}{{end}}' "$id"`,
  )
}

/** It changes with every deployment and reboot. What the host prints is not believed unseen. */
export async function containerAddress(
  site: Site,
  application: Pick<CoolifyResource, 'number' | 'uuid'>,
  signal: AbortSignal,
): Promise<string> {
  const { exitCode, stdout } = await site.ask(containerAddressCommand(application), signal)
  const address = stdout
    .split('\n')
    .map(line => line.trim())
    .find(line => isIP(line) === 4 && !isForbiddenAddress(line))
  if (exitCode === 0 && address !== undefined) return address
  const detail = "No container of Coolify's was found on the host that the worker answers in."
  throw stepFailed(site.host, 'coolify-deployed', detail)
}
