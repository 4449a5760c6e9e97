import { createHash } from 'node:crypto'
import { quoted, rootCommand } from '../command.ts'
import { beforeContainer, imageOf, layout, serviceName, tlsGroup } from '../layout.ts'
import { settingsMark } from './environment.ts'
import { type Cutover, healthScript, type Runner, waitScript } from './runner.ts'

const { environment, nextEnvironment, before, settings } = layout
/** Above the 7 s that the image gives to requests under way. */
const stopSeconds = 15

const isThere = (container: string) => `docker container inspect ${container} >/dev/null 2>&1`

/** The worker's image, as a container with nothing that it does not need. */
export const dockerRunner: Runner = {
  method: 'docker',
  reader: 'docker',
  power: {
    start: rootCommand('Starts the container', `docker start ${serviceName} >/dev/null`),
    stop: rootCommand(
      'Stops the container; it is started at no boot',
      `docker stop -t ${stopSeconds} ${serviceName} >/dev/null`,
    ),
    restart: rootCommand(
      'Restarts the container',
      `docker restart -t ${stopSeconds} ${serviceName} >/dev/null`,
    ),
  },
  activity: rootCommand(
    'Asks whether the container runs',
    `docker inspect --format '{{if .State.Restarting}}restarting{{else if .State.Running}}active{{else}}{{.State.Status}}{{end}}
NRestarts={{.RestartCount}}' ${serviceName} 2>/dev/null || echo absent`,
  ),
  presence: rootCommand(
    'Looks for the container and its images',
    `if command -v docker >/dev/null && docker info >/dev/null 2>&1; then
  docker ps --all --format '{{.Names}}' --filter 'name=^${serviceName}$' --filter 'name=^${beforeContainer}$'
  docker images --format '{{.Repository}}:{{.Tag}}' ${serviceName}
fi`,
  ),
  remove: rootCommand(
    'Removes the container and its images',
    `if command -v docker >/dev/null && docker info >/dev/null 2>&1; then
  docker stop -t ${stopSeconds} ${serviceName} >/dev/null 2>&1 || :
  docker rm --force --volumes ${serviceName} ${beforeContainer} >/dev/null 2>&1 || :
  docker images --quiet ${serviceName} | sort -u | xargs -r docker rmi --force >/dev/null
fi`,
  ),
  healthy: (port, isTls, withinSeconds) =>
    rootCommand(
      `Asks the worker for its health, for at most ${withinSeconds} s`,
      waitScript({
        ask: `docker exec ${serviceName} node -e ${quoted(healthScript(port, isTls))} </dev/null`,
        restarts: `docker inspect --format '{{.RestartCount}}' ${serviceName}`,
        lastWords: `docker logs --tail 20 ${serviceName} 2>&1`,
        withinSeconds,
      }),
      (withinSeconds + 30) * 1000,
    ),
}

export interface ContainerWanted {
  readonly version: string
  readonly port: number
  /** The address of the host that the port is open at. */
  readonly openAt: '127.0.0.1' | '0.0.0.0' | '::'
  readonly memoryBytes: number
  readonly isTls: boolean
}

export function dockerCutover(wanted: ContainerWanted): Cutover {
  const { version } = wanted
  const flags = flagsOf(wanted).join(' ')
  const run = createHash('sha256').update(flags).digest('hex').slice(0, 16)
  const image = imageOf(version)
  return {
    state: rootCommand('Looks at the container', stateScript(image)),
    wrongIn(found) {
      const is = (name: string, value: string) => found.get(name) === value
      if (!is('status', 'running')) return 'it does not run'
      if (!found.get('wanted') || !is('image', found.get('wanted') ?? '')) {
        return `it is not at version ${version}`
      }
      if (!is('run', run)) return 'its container was made otherwise'
      if (!found.get('settings') || !is('running', found.get('settings') ?? '')) {
        return 'it runs with other settings'
      }
      return is('unfinished', 'no') ? null : 'a change of it was not finished'
    },
    start: rootCommand(
      `Keeps the container that serves, and starts one of version ${version}`,
      `docker image inspect ${image} >/dev/null
if [ ! -d ${before} ]; then
  rm -rf ${before}.part
  mkdir -m 700 ${before}.part
  if [ -e ${environment} ]; then cp -p ${environment} ${before}.part/; fi
  if ${isThere(serviceName)} && [ -e ${environment} ]; then : > ${before}.part/container; fi
  mv ${before}.part ${before}
fi
if ${isThere(beforeContainer)} || [ ! -e ${before}/container ]; then
  docker rm --force ${serviceName} >/dev/null 2>&1 || :
else
  docker stop -t ${stopSeconds} ${serviceName} >/dev/null
  docker rename ${serviceName} ${beforeContainer}
fi
if [ -e ${nextEnvironment} ]; then mv -f ${nextEnvironment} ${environment}; fi
mark=$(sed -n 's/^${settingsMark}=//p' ${environment})
docker run --detach --name ${serviceName} --label io.banyan.version=${version} --label io.banyan.run=${run} --label "io.banyan.settings=$mark" \\
  ${flags} ${image} >/dev/null </dev/null`,
      120_000,
    ),
    settle: rootCommand(
      'Removes the container that served before',
      `docker rm --force ${beforeContainer} >/dev/null 2>&1 || :
rm -rf ${before}`,
    ),
    back: rootCommand(
      'Where the new one does not answer: puts back the container that served before',
      `if [ -e ${before}/container ]; then
  if ${isThere(beforeContainer)}; then
    docker rm --force ${serviceName} >/dev/null 2>&1 || :
    docker rename ${beforeContainer} ${serviceName}
  fi
  cp -p ${before}/worker.env ${environment}
  rm -f ${nextEnvironment}
  docker start ${serviceName} >/dev/null
  echo restored
elif [ -d ${before} ]; then
  docker rm --force ${serviceName} >/dev/null 2>&1 || :
  rm -f ${environment} ${nextEnvironment}
  if [ -e ${before}/worker.env ]; then mv ${before}/worker.env ${environment}; fi
  rm -rf ${before}
  rmdir ${settings} 2>/dev/null || :
  echo removed
else echo untouched; fi`,
      120_000,
    ),
  }
}

function stateScript(image: string): string {
  return `docker inspect --format 'status={{.State.Status}}
image={{.Image}}
running={{index .Config.Labels "io.banyan.settings"}}
run={{index .Config.Labels "io.banyan.run"}}' ${serviceName} 2>/dev/null || echo status=absent
echo "wanted=$(docker image inspect --format '{{.Id}}' ${quoted(image)} 2>/dev/null || :)"
echo "settings=$(sed -n 's/^${settingsMark}=//p' ${environment} 2>/dev/null || :)"
if [ -e ${nextEnvironment} ] || [ -e ${before} ] || ${isThere(beforeContainer)}; then echo unfinished=yes; else echo unfinished=no; fi`
}

function flagsOf({ port, openAt, memoryBytes, isTls }: ContainerWanted): readonly string[] {
  return [
    '--restart unless-stopped --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges',
    `--pids-limit 256 --memory ${Math.floor(memoryBytes / 1_048_576)}m`,
    '--log-opt max-size=10m --log-opt max-file=3',
    `--publish ${openAt === '::' ? '[::]' : openAt}:${port}:${port} --env-file ${environment}`,
    ...(isTls
      ? [
          `--volume ${layout.tls}:${layout.tls}:ro --group-add "$(getent group ${tlsGroup} | cut -d : -f 3)"`,
        ]
      : []),
  ]
}
