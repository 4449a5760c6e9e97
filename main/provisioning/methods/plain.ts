import { command, quoted, rootCommand } from '../command.ts'
import { layout, serviceName } from '../layout.ts'
import { settingsMark } from './environment.ts'
import { type Cutover, healthScript, type Runner, waitScript } from './runner.ts'

const { programs, unit, unitAdditions, environment, nextEnvironment, before, settings } = layout
const unitFile = `${serviceName}.service`

const state = rootCommand(
  'Looks at the service: what it is made of, and what runs',
  `pid=$(systemctl show --property=MainPID --value ${serviceName} || :)
echo "link=$(readlink ${programs}/current || :)"
if cmp -s ${programs}/current/${unitFile} ${unit}; then echo unit=same; else echo unit=other; fi
echo "enabled=$(systemctl is-enabled ${serviceName} 2>/dev/null || :)"
echo "active=$(systemctl is-active ${serviceName} || :)"
program=$(readlink "/proc/\${pid:-0}/exe" || :)
case $program in
  ${programs}/*) ;;
  # Where the processor is emulated, the emulator runs, and the program is a file that it has mapped.
  *) program=$(grep -o '${programs}/versions/[^/]*/bin/node$' "/proc/\${pid:-0}/maps" 2>/dev/null | head -n 1 || :) ;;
esac
echo "program=$program"
echo "running=$(tr '\\0' '\\n' 2>/dev/null < "/proc/\${pid:-0}/environ" | sed -n 's/^${settingsMark}=//p' || :)"
echo "settings=$(sed -n 's/^${settingsMark}=//p' ${environment} 2>/dev/null || :)"
if [ -e ${nextEnvironment} ] || [ -e ${before} ]; then echo unfinished=yes; else echo unfinished=no; fi`,
)

const again = `systemctl daemon-reload
systemctl reset-failed ${serviceName} 2>/dev/null || :`
const againInside = again.replaceAll('\n', '\n  ')

/** Node from the archive, as a service of systemd. */
export const plainRunner: Runner = {
  method: 'plain',
  reader: 'systemd',
  power: {
    start: rootCommand(
      'Starts the service, now and at every boot',
      `systemctl reset-failed ${serviceName} 2>/dev/null || :\nsystemctl enable --now --quiet ${serviceName}`,
    ),
    stop: rootCommand(
      'Stops the service, and starts it at no boot',
      `systemctl disable --now --quiet ${serviceName}`,
    ),
    restart: rootCommand(
      'Restarts the service',
      `systemctl reset-failed ${serviceName} 2>/dev/null || :\nsystemctl restart ${serviceName}`,
    ),
  },
  activity: command(
    'Asks whether the service is active',
    `systemctl show --property=ActiveState,SubState,NRestarts ${serviceName} | sed 's/^ActiveState=//'`,
  ),
  presence: rootCommand('Looks for the service', `ls -d ${unit} ${unitAdditions} 2>/dev/null || :`),
  remove: rootCommand(
    'Stops the service and removes it',
    `if [ -e ${unit} ]; then
  systemctl disable --now --quiet ${serviceName} 2>/dev/null || :
  rm -f ${unit}
  ${againInside}
fi
rm -rf ${unitAdditions}`,
  ),
  healthy: (port, isTls, withinSeconds) =>
    rootCommand(
      `Asks the worker for its health, for at most ${withinSeconds} s`,
      waitScript({
        ask: `${programs}/current/bin/node -e ${quoted(healthScript(port, isTls))} </dev/null`,
        restarts: `systemctl show --property=NRestarts --value ${serviceName}`,
        lastWords: `journalctl --unit ${serviceName} --lines 20 --no-pager --output cat`,
        withinSeconds,
      }),
      (withinSeconds + 30) * 1000,
    ),
}

export function plainCutover(version: string): Cutover {
  const folder = `versions/${version}`
  return {
    state,
    wrongIn(found) {
      const is = (name: string, value: string) => found.get(name) === value
      if (!is('link', folder)) return `it is not at version ${version}`
      if (!is('unit', 'same')) return 'its service is written otherwise'
      if (!is('active', 'active')) return 'it does not run'
      if (!is('enabled', 'enabled')) return 'it would not be started at a boot'
      if (!is('program', `${programs}/${folder}/bin/node`)) return 'another version runs'
      if (!found.get('settings') || !is('running', found.get('settings') ?? '')) {
        return 'it runs with other settings'
      }
      return is('unfinished', 'no') ? null : 'a change of it was not finished'
    },
    start: rootCommand(
      `Keeps what serves, switches to version ${version} and starts it`,
      `test -x ${programs}/${folder}/bin/node
if [ ! -d ${before} ]; then
  rm -rf ${before}.part
  mkdir -m 700 ${before}.part
  if [ -e ${environment} ]; then cp -p ${environment} ${before}.part/; fi
  if [ -L ${programs}/current ] && [ -e ${environment} ] && [ -e ${unit} ]; then
    cp -p ${unit} ${before}.part/
    readlink ${programs}/current > ${before}.part/link
  fi
  mv ${before}.part ${before}
fi
ln -sfn ${folder} ${programs}/current.new
mv -T ${programs}/current.new ${programs}/current
if [ -e ${nextEnvironment} ]; then mv -f ${nextEnvironment} ${environment}; fi
if ! cmp -s ${programs}/current/${unitFile} ${unit}; then
  install -m 644 ${programs}/current/${unitFile} ${unit}.new
  mv -f ${unit}.new ${unit}
fi
${again}
systemctl enable --quiet ${serviceName}
systemctl restart ${serviceName}`,
    ),
    settle: rootCommand(
      'Notes the version before as the way back, and deletes the copy of its settings',
      `old=$(cat ${before}/link 2>/dev/null || :)
if [ -n "$old" ] && [ "$old" != "$(readlink ${programs}/current)" ] && [ -d "${programs}/$old" ]; then
  ln -sfn "$old" ${programs}/previous.new
  mv -T ${programs}/previous.new ${programs}/previous
fi
rm -rf ${before}`,
    ),
    back: rootCommand(
      'Where the new one does not answer: puts back what served before',
      `if [ -e ${before}/link ]; then
  ln -sfn "$(cat ${before}/link)" ${programs}/current.new
  mv -T ${programs}/current.new ${programs}/current
  cp -p ${before}/worker.env ${environment}
  cp -p ${before}/${unitFile} ${unit}
  rm -f ${nextEnvironment}
  ${againInside}
  systemctl restart ${serviceName}
  echo restored
elif [ -d ${before} ]; then
  systemctl disable --now --quiet ${serviceName} 2>/dev/null || :
  rm -f ${unit} ${programs}/current ${environment} ${nextEnvironment}
  if [ -e ${before}/worker.env ]; then mv ${before}/worker.env ${environment}; fi
  rm -rf ${before}
  rmdir ${settings} 2>/dev/null || :
  ${againInside}
  echo removed
else echo untouched; fi`,
    ),
  }
}
