import { hostReason } from '#contract/host-reason'
import type { HostFacts } from '#contract/model/host-facts'
import { type Command, rootCommand } from '../command.ts'
import type { Step } from '../step.ts'
import { isSo, notSo, told } from '../told.ts'
import type { PortChoice } from './port-chosen.ts'
import { stepFailed } from './step-failed.ts'

type Manager = HostFacts['firewall']['manager']

interface Rule {
  /** Prints `open` or `closed`. */
  readonly look: Command
  readonly open: Command
  readonly close: Command
}

const note = 'banyan-worker'
const saved = '/etc/iptables/rules.v4'

/** The cloud's own firewall in front of the host is not ours to open. */
export function firewallOpen(manager: Manager, choice: PortChoice): Step {
  const shown = ruleFor(manager, choice.port)
  return {
    name: 'firewall',
    words:
      'Lets requests in at the worker’s port, before the rule that refuses the rest, and keeps that over a reboot.',
    commands: [shown.look, shown.open, shown.close],
    interrupts: false,
    async check(site, signal) {
      const { stdout } = await site.run(ruleFor(manager, choice.port).look, signal)
      return stdout.trim() === 'open'
        ? isSo(`the host lets port ${choice.port} in`, 'port-let-in', { port: choice.port })
        : notSo(`the host may refuse port ${choice.port}`)
    },
    async apply(site, signal) {
      const { stdout } = await site.run(ruleFor(manager, choice.port).open, signal)
      site.say(
        'The firewall of the cloud itself (security list, security group) has to let it in too.',
      )
      const words = stdout.trim().split('\n').at(-1) || `port ${choice.port} was opened`
      const isForNow = words.includes('until the next boot')
      return told(words, isForNow ? 'port-opened-for-now' : 'port-opened', { port: choice.port })
    },
    async verify(site, signal) {
      const { stdout } = await site.run(ruleFor(manager, choice.port).look, signal)
      if (stdout.trim() === 'open') return
      const { port } = choice
      const why = hostReason('port-refused', { port })
      throw stepFailed(site, 'firewall', `the host still refuses port ${port}`, why)
    },
    async undo(site, signal) {
      await site.run(ruleFor(manager, choice.port).close, signal)
    },
  }
}

/** Whatever the manager is, at whatever port: for a host that is left. */
export const closeFirewall = rootCommand(
  'Takes our rules out of the firewall again',
  `if command -v iptables >/dev/null; then
  iptables -S INPUT 2>/dev/null | sed -n '/--comment ${note} /s/^-A/-D/p' | while read -r rule; do eval "iptables $rule"; done
fi
if [ -e ${saved} ] && grep -q -- '--comment ${note} ' ${saved}; then sed -i '/--comment ${note} /d' ${saved}; fi
if command -v ufw >/dev/null; then
  ufw status 2>/dev/null | sed -n 's/^\\([0-9]*\\)\\/tcp .*# ${note}$/\\1/p' | sort -u | while read -r port; do ufw delete allow "$port/tcp" >/dev/null </dev/null || :; done
fi
if command -v firewall-cmd >/dev/null && firewall-cmd --permanent --query-service=${note} >/dev/null 2>&1; then
  firewall-cmd --permanent --remove-service=${note} >/dev/null
  firewall-cmd --permanent --delete-service=${note} >/dev/null
  firewall-cmd --reload >/dev/null
fi`,
)

function ruleFor(manager: Manager, port: number): Rule {
  if (manager === 'ufw') return ufwRule(port)
  if (manager === 'firewalld') return firewalldRule(port)
  return iptablesRule(port)
}

/**
 * The saved file is edited, not written anew from what is there: that would save Docker's chains
 * with it, and loading them at a boot breaks its networks.
 */
function iptablesRule(port: number): Rule {
  const match = `-p tcp -m state --state NEW -m tcp --dport ${port} -m comment --comment ${note} -j ACCEPT`
  return {
    look: rootCommand(
      `Looks whether the firewall lets port ${port} in`,
      `if ! command -v iptables >/dev/null || iptables -C INPUT ${match} 2>/dev/null; then
  if [ -e ${saved} ] && ! grep -qF -- '-A INPUT ${match}' ${saved}; then echo closed; else echo open; fi
elif iptables -S INPUT | grep -qE '^-P INPUT (DROP|REJECT)|-j (REJECT|DROP)'; then echo closed
else echo open; fi`,
    ),
    open: rootCommand(
      `Lets port ${port} in, before the first rule that refuses, and saves that`,
      `if ! iptables -C INPUT ${match} 2>/dev/null; then
  line=$(iptables -S INPUT | grep '^-A' | grep -nE -- '-j (REJECT|DROP)( |$)' | head -n 1 | cut -d : -f 1)
  iptables -I INPUT "\${line:-1}" ${match}
fi
if [ -e ${saved} ]; then
  if ! grep -qF -- '-A INPUT ${match}' ${saved}; then
    cp -p ${saved} ${saved}.banyan
    awk -v rule='-A INPUT ${match}' '
      !done && /^\\*/ { table = $0 }
      !done && table == "*filter" && (/^-A INPUT .*-j (REJECT|DROP)/ || /^COMMIT/) { print rule; done = 1 }
      { print }' ${saved} > ${saved}.banyan
    mv -f ${saved}.banyan ${saved}
  fi
  echo 'port ${port} was opened'
else echo 'port ${port} was opened until the next boot: nothing on this host saves its rules'; fi`,
    ),
    close: closeFirewall,
  }
}

function ufwRule(port: number): Rule {
  return {
    look: rootCommand(
      `Looks whether ufw lets port ${port} in`,
      `if ufw status | grep -q inactive || ufw status | grep -qE '^${port}/tcp +ALLOW'; then echo open; else echo closed; fi`,
    ),
    open: rootCommand(
      `Lets port ${port} in by ufw`,
      `ufw allow ${port}/tcp comment ${note} >/dev/null </dev/null`,
    ),
    close: closeFirewall,
  }
}

function firewalldRule(port: number): Rule {
  return {
    look: rootCommand(
      `Looks whether firewalld lets port ${port} in`,
      `if firewall-cmd --query-service=${note} >/dev/null 2>&1 && firewall-cmd --permanent --service=${note} --get-ports | grep -qw ${port}/tcp; then echo open; else echo closed; fi`,
    ),
    open: rootCommand(
      `Lets port ${port} in by firewalld`,
      `firewall-cmd --permanent --get-services | grep -qw ${note} || firewall-cmd --permanent --new-service=${note} >/dev/null
for old in $(firewall-cmd --permanent --service=${note} --get-ports); do firewall-cmd --permanent --service=${note} --remove-port="$old" >/dev/null; done
firewall-cmd --permanent --service=${note} --add-port=${port}/tcp >/dev/null
firewall-cmd --permanent --add-service=${note} >/dev/null
firewall-cmd --reload >/dev/null`,
    ),
    close: closeFirewall,
  }
}
