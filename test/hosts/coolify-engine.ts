import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cleanup } from '#main/base/cleanup'
import type { FakeContainer } from '#test/fakes/coolify/coolify-state'
import { FakeCoolify } from '#test/fakes/coolify/fake-coolify'
import type { LabHost } from './lab.ts'

/** A Coolify whose API is the fake one, and whose containers are real ones on a host with Docker. */
export interface CoolifyEngine {
  readonly fake: FakeCoolify
  readonly serverUuid: string
  /** The address of the worker's container in Docker's network. */
  address(): Promise<string>
}

const network = 'coolify'
const everyMs = 200
/** So fast goes the fake's clock, by which deployments end. */
const speed = 4

/** Makes a host with Docker, and with images of the worker out of archives, a server of Coolify's. */
export async function openCoolifyEngine(
  host: LabHost,
  archives: readonly string[],
  cleanup: Cleanup,
): Promise<CoolifyEngine> {
  await host.run(`apt-get update -qq && apt-get install -y -qq docker.io >/dev/null 2>&1
    docker network create --subnet 172.29.0.0/24 ${network}`)
  for (const archive of archives) {
    copyFileSync(archive, join(host.root, 'image'))
    await host.run('docker load -q -i /image')
  }
  const fake = await FakeCoolify.open()
  cleanup.defer(() => fake.close())
  const serverUuid = 'srv-a'
  fake.state.servers.push({
    ...{ uuid: serverUuid, name: 'cellar', description: '', ip: host.address, port: 22 },
    ...{ user: 'ubuntu', keyUuid: 'key-a', team: 'ours', isUsable: true, isValidating: false },
    validationLogs: null,
  })
  const nameOf = (uuid: string) => `${uuid}-1`
  const running = new Map<string, FakeContainer>()
  const follow = async () => {
    fake.state.advance(everyMs * speed)
    for (const { id, uuid, container } of fake.state.applications) {
      if (!container || running.get(uuid) === container) continue
      running.set(uuid, container)
      const { environment, tag } = container
      const variables = Object.entries(environment).flatMap(each => ['--env', each.join('=')])
      await host.run(`docker rm -f ${nameOf(uuid)} 2>/dev/null
        docker run -d --restart unless-stopped --network ${network} --name ${nameOf(uuid)} \\
          --label coolify.managed=true --label coolify.applicationId=${id} --cap-drop=ALL \\
          ${variables.map(each => `'${each}'`).join(' ')} banyan-worker:${tag}`)
    }
  }
  let last = Promise.resolve()
  const timer = setInterval(() => {
    last = last.then(follow)
  }, everyMs)
  cleanup.defer(async () => {
    clearInterval(timer)
    await last
  })
  return {
    fake,
    serverUuid,
    address: () =>
      host.run(
        `docker inspect -f '{{.NetworkSettings.Networks.${network}.IPAddress}}' $(docker ps -q --filter label=coolify.managed=true)`,
      ),
  }
}
