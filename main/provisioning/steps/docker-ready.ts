import { rootCommand } from '../command.ts'
import { layout } from '../layout.ts'
import type { Step } from '../step.ts'
import { isSo, notSo, told } from '../told.ts'

const { state, packages } = layout
const apt =
  'DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a apt-get -q -y -o DPkg::Lock::Timeout=600 -o APT::Keep-Downloaded-Packages=false'

const isReady = rootCommand(
  'Asks Docker whether it runs, now and at every boot',
  `if docker info >/dev/null 2>&1 && systemctl is-enabled --quiet docker; then echo ready
elif command -v dockerd >/dev/null; then echo stopped
else echo absent; fi`,
)

/** The list of what was there before is on the disk first: what is added is known after any interruption. */
const install = rootCommand(
  'Installs Docker from the packages of the distribution, waiting up to 10 minutes for others who install',
  `mkdir -p ${state}
list() { dpkg-query --show --showformat '\${Package} \${db:Status-Abbrev}\\n' | sed -n 's/ ii *$//p' | sort; }
if [ ! -e ${packages}.before ]; then list > ${packages}.before.part; mv ${packages}.before.part ${packages}.before; fi
tries=0
until ${apt} update </dev/null >${state}/apt.out 2>&1; do
  cat ${state}/apt.out
  tries=$((tries + 1))
  if [ $tries -ge 120 ] || ! grep -q 'Could not get lock' ${state}/apt.out; then exit 1; fi
  sleep 5
done
rm -f ${state}/apt.out
tries=0
until dpkg --configure -a </dev/null; do
  tries=$((tries + 1))
  if [ $tries -ge 120 ]; then exit 1; fi
  sleep 5
done
${apt} install --no-install-recommends docker.io </dev/null
list | comm -13 ${packages}.before - > ${packages}.part
mv ${packages}.part ${packages}
rm -f ${packages}.before`,
  1_500_000,
)

const start = rootCommand(
  'Starts Docker, now and at every boot',
  `systemctl enable --now --quiet docker
tries=0
until docker info >/dev/null 2>&1; do
  tries=$((tries + 1))
  if [ $tries -ge 30 ]; then docker info </dev/null; exit 1; fi
  sleep 1
done`,
)

/** The engine of the distribution where there is none; one that is there is left as it is. */
export const dockerReady: Step = {
  name: 'docker',
  words: 'Installs Docker where there is none, and starts it.',
  commands: [isReady, install, start],
  interrupts: false,
  async check(site, signal) {
    const { stdout } = await site.run(isReady, signal)
    const state = stdout.trim()
    return state === 'ready' ? isSo('Docker runs', 'docker-runs') : notSo(`Docker is ${state}`)
  },
  async apply(site, signal) {
    const { stdout } = await site.run(isReady, signal)
    const isAbsent = stdout.trim() === 'absent'
    if (isAbsent) await site.run(install, signal)
    await site.run(start, signal)
    return isAbsent
      ? told('Docker was installed', 'docker-installed')
      : told('Docker was started', 'docker-started')
  },
  async verify(site, signal) {
    await site.run(start, signal)
  },
  undo: null,
}
