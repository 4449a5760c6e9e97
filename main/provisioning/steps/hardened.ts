import { hostReason } from '#contract/host-reason'
import { rootCommand } from '../command.ts'
import { layout } from '../layout.ts'
import type { PlannerParts } from '../methods/parts.ts'
import type { Step } from '../step.ts'
import { isSo, notSo, told } from '../told.ts'
import { stepFailed } from './step-failed.ts'

const { sshSettings } = layout
const names =
  'passwordauthentication|kbdinteractiveauthentication|challengeresponseauthentication|permitrootlogin'
const prelude = `sshd=$(command -v sshd || echo /usr/sbin/sshd)
rules() { "$sshd" -T 2>/dev/null | grep -E '^(${names}) ' | sort; }
reload() { systemctl reload ssh 2>/dev/null || systemctl reload sshd; }`

const look = rootCommand(
  'Asks sshd which logins without a key it takes',
  `${prelude}
rules`,
)
const harden = rootCommand(
  'Switches passwords off at sshd, shows what that changes, and reloads it when its settings are sound',
  `${prelude}
old=$(rules)
if ! grep -qiE '^ *include +/etc/ssh/sshd_config.d/' /etc/ssh/sshd_config; then
  echo 'sshd_config includes no folder of further settings' >&2
  exit 1
fi
umask 022
printf '%s\\n' '# Written by Banyan: keys alone log in.' 'PasswordAuthentication no' 'KbdInteractiveAuthentication no' 'PermitRootLogin prohibit-password' > ${sshSettings}
if ! "$sshd" -t; then rm -f ${sshSettings}; exit 1; fi
printf '%s\\n' "$old" | sed 's/^/- /'
rules | sed 's/^/+ /'
reload`,
)
/** Where it is not there, nothing is reloaded either. */
export const softenSshd = rootCommand(
  'Takes our settings of sshd back',
  `if [ -e ${sshSettings} ]; then
  ${prelude}
  rm -f ${sshSettings}
  reload
fi`,
)

/** Asked for by the owner alone. It never locks out: without a login that works it is taken back. */
export function sshdHardened({ hosts, proofs }: Pick<PlannerParts, 'hosts' | 'proofs'>): Step {
  return {
    name: 'hardened',
    words: 'Switches passwords off at sshd, and takes that back unless our key logs in afterwards.',
    commands: [look, harden, softenSshd],
    interrupts: false,
    async check(site, signal) {
      const { stdout } = await site.run(look, signal)
      return /^passwordauthentication no$/m.test(stdout) && !/^permitrootlogin yes$/m.test(stdout)
        ? isSo('keys alone log in', 'keys-alone')
        : notSo('passwords log in too')
    },
    async apply(site, signal) {
      if (!hosts.get(site.host.id).hasOwnKey) {
        const detail = 'our own key has to be there first'
        throw stepFailed(site, 'hardened', detail, hostReason('own-key-first'))
      }
      const { stdout } = await site.run(harden, signal)
      return told(stdout.trim(), 'hardened', { said: stdout.trim() })
    },
    async verify(site, signal) {
      const { adminKey } = await hosts.secretsOf(site.host.id)
      if (!adminKey) {
        throw stepFailed(site, 'hardened', 'our own key is missing', hostReason('own-key-first'))
      }
      await proofs.login(site.host, adminKey, signal)
    },
    async undo(site, signal) {
      await site.run(softenSshd, signal)
    },
  }
}
