import { type Fault, faultText } from '#contract/fault'
import type { HostProblem } from '#contract/model/host-facts'

/** Why a host could not be looked at, and what would help. */
export function problemOfFault(fault: Fault): HostProblem {
  return {
    code: fault.code,
    says: { sentence: 'fault', fault },
    isWarning: false,
    message: faultText(fault),
    help: helpFor(fault),
  }
}

/** No connection came about within the time that each host has. */
export function silentProblem(host: string, withinMs: number): HostProblem {
  return {
    code: 'host.silent',
    says: { sentence: 'silent', facts: { host, seconds: withinMs / 1000 } },
    isWarning: false,
    message: `No connection to "${host}" came about within ${withinMs / 1000} s.`,
    help: helpWhenUnreachable,
  }
}

/** It let us in, and did not finish within that time. */
export function slowProblem(host: string, withinMs: number): HostProblem {
  return {
    code: 'host.slow',
    says: { sentence: 'slow', facts: { host, seconds: withinMs / 1000 } },
    isWarning: false,
    message: `"${host}" did not finish answering within ${withinMs / 1000} s.`,
    help: 'It may be overloaded or half frozen: look at it in the console of its cloud, restart it, and look again.',
  }
}

const helpWhenUnreachable =
  'Look whether the machine runs and has this address, and whether the firewall of its cloud lets its SSH port in (on Oracle: the security list of the network).'

function helpFor(fault: Fault): string {
  switch (fault.code) {
    case 'host.untrusted':
      if (fault.expected !== undefined) {
        return 'The console of the cloud shows which of the two is right; where it is neither, check the address.'
      }
      return 'Compare the fingerprint with what the console of the cloud shows, and trust the key.'
    case 'host.key-changed':
      return 'Where you made the machine anew, trust the new key. Where you did not, do not, and ask whoever runs the network.'
    case 'host.key-revoked':
      return 'A key is revoked when somebody else may have it: make the host keys of the machine anew (ssh-keygen -A), and look again.'
    case 'host.unreachable':
      return helpWhenUnreachable
    case 'host.auth-refused':
      return 'The user of Ubuntu images is "ubuntu", of Oracle Linux "opc", of Debian "debian" or "admin". Check that the key is the one that the machine was made with.'
    case 'host.key-needs-passphrase':
      return 'Give the passphrase of the key, or let an SSH agent hold it.'
    case 'host.key-unreadable':
      return "Give the private key in OpenSSH's or PEM form; PuTTY's own form is turned into one by PuTTYgen."
    case 'host.no-common-algorithm':
      return 'Allow AES and Curve25519 in the settings of its sshd, or bring its OpenSSH up to date.'
    case 'host.cut':
      return 'Look again. Where it happens often, the network between here and there loses packets, or swallows large ones (MTU).'
    case 'host.noisy':
      return 'Look at what `.bashrc`, `.profile` and forced commands print or do there: a command has to reach a plain shell.'
    case 'host.unusable':
      return 'Let its SSH server run commands for this user: no forced command, no shell such as nologin.'
    default:
      return 'Look again; the log of the root node may say more.'
  }
}
