import { rootCommand } from '../command.ts'
import { layout, serviceName, tlsGroup, tunnelUser } from '../layout.ts'
import { dockerRunner } from '../methods/docker.ts'
import { plainRunner } from '../methods/plain.ts'
import type { Step } from '../step.ts'
import { closeFirewall } from './firewall.ts'
import { dockerLeft, gone } from './gone.ts'
import { softenSshd } from './hardened.ts'

const { programs, settings, state, packages, tunnelHome, sshSettings } = layout

const serviceGone = gone({
  name: 'service-gone',
  words: 'Stops the service, after requests under way, and removes it.',
  look: plainRunner.presence,
  remove: plainRunner.remove,
})

const containerGone = gone({
  name: 'container-gone',
  words: 'Stops the container, after requests under way, and removes it with its images.',
  look: dockerRunner.presence,
  remove: dockerRunner.remove,
})

const firewallClosed = gone({
  name: 'firewall-closed',
  words: 'Takes our rules out of the firewall.',
  look: rootCommand(
    'Looks for our rules in the firewall',
    `if command -v iptables >/dev/null; then iptables -S INPUT 2>/dev/null | grep -- '--comment ${serviceName} ' || :; fi
if [ -e /etc/iptables/rules.v4 ]; then grep -- '--comment ${serviceName} ' /etc/iptables/rules.v4 || :; fi
if command -v ufw >/dev/null; then ufw status 2>/dev/null | grep '# ${serviceName}$' || :; fi
if command -v firewall-cmd >/dev/null; then firewall-cmd --permanent --get-services 2>/dev/null | tr ' ' '\\n' | grep -x ${serviceName} || :; fi`,
  ),
  remove: closeFirewall,
})

const tunnelUserGone = gone({
  name: 'tunnel-user-gone',
  words: `Ends the connections of ${tunnelUser} and removes the user.`,
  facts: { user: tunnelUser },
  look: rootCommand(
    `Looks for ${tunnelUser}`,
    `getent passwd ${tunnelUser} | cut -d : -f 1
getent group ${tunnelUser} ${tlsGroup} | cut -d : -f 1
ls -d ${tunnelHome} 2>/dev/null || :`,
  ),
  remove: rootCommand(
    `Removes ${tunnelUser}`,
    `if id ${tunnelUser} >/dev/null 2>&1; then
  if command -v pkill >/dev/null; then pkill -KILL -u ${tunnelUser} || :; fi
  userdel --force ${tunnelUser}
fi
for group in ${tunnelUser} ${tlsGroup}; do
  if getent group $group >/dev/null; then groupdel $group; fi
done
rm -rf ${tunnelHome}`,
  ),
})

const sshSettingsGone = gone({
  name: 'ssh-settings-gone',
  words: 'Takes our settings of sshd back, so that whoever logged in with a password can again.',
  look: rootCommand('Looks for our settings of sshd', `ls -d ${sshSettings} 2>/dev/null || :`),
  remove: softenSshd,
})

/** Only what was not there before us, and only when nobody began to use it since. */
const packagesGone = gone({
  name: 'packages-gone',
  words: 'Removes Docker if a deployment of ours installed it and nothing else uses it.',
  look: rootCommand('Looks for packages of ours', `cat ${packages} 2>/dev/null || :`),
  remove: rootCommand(
    'Removes the packages that we installed',
    `if [ -n "$(docker ps --all --quiet)$(docker images --quiet)$(docker volume ls --quiet)" ]; then
  rm -f ${packages}
  echo '${dockerLeft}'
  exit 0
fi
systemctl disable --now --quiet docker.socket docker containerd 2>/dev/null || :
DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a xargs apt-get -q -y -o DPkg::Lock::Timeout=600 purge < ${packages}
# A disk of its own may be mounted there.
if ! rm -rf /var/lib/docker 2>/dev/null; then find /var/lib/docker -mindepth 1 -delete; fi
rm -rf /var/lib/containerd /etc/docker /opt/containerd /run/docker /run/containerd
rmdir /etc/cni/net.d /etc/cni 2>/dev/null || :
if getent group docker >/dev/null; then groupdel docker || :; fi
ip link delete docker0 2>/dev/null || :
rm -f ${packages}`,
    900_000,
  ),
})

const filesGone = gone({
  name: 'files-gone',
  words: 'Removes the worker’s files and settings; logs are left.',
  look: rootCommand(
    'Looks for files of ours',
    `ls -d ${programs} ${settings} 2>/dev/null || :
find ${state} -mindepth 1 -maxdepth 1 ! -name 'lock*' 2>/dev/null || :`,
  ),
  remove: rootCommand(
    'Removes files of ours',
    // The lock of whoever runs this is his own to give back.
    `rm -rf ${programs} ${settings}
if [ -d ${state} ]; then
  find ${state} -mindepth 1 -maxdepth 1 ! -name 'lock*' -exec rm -rf {} +
  rmdir ${state} 2>/dev/null || :
fi`,
  ),
})

/** Whatever was installed, by whichever method: each looks first, and the way in goes last. */
export const uninstallSteps: readonly Step[] = [
  serviceGone,
  containerGone,
  firewallClosed,
  tunnelUserGone,
  packagesGone,
  filesGone,
  sshSettingsGone,
]
