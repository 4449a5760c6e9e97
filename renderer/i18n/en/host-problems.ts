/** What is in the way on a host, what helps, and how well it suits. */
export const enHostProblems = {
  hostProblem: {
    says: {
      architecture:
        'Its processor or system is “{{architecture}}”; there are workers for x64 and arm64.',
      'system-32-bit': 'Its system is “{{architecture}}”; there are workers for x64 and arm64.',
      'sudo-asks': 'sudo asks “{{user}}” for a password, and Banyan does not type passwords there.',
      'no-privileges': '“{{user}}” may not act as root there, which setting up a worker needs.',
      'no-systemd':
        'It has neither systemd nor a running Docker, so nothing would keep a worker running.',
      'other-libc':
        'Its C library is not glibc ({{os}}), so a worker runs there in a container only.',
      'old-glibc': 'Its glibc is {{glibc}}, and a worker needs {{least}} outside of a container.',
      podman: 'Its “docker” is podman, which stands in the way of Docker.',
      'docker-down': 'Docker is installed, but does not run.',
      memory:
        '{{free}} MB of memory are free; a worker needs {{least}} MB, and is at ease with {{ample}} MB.',
      disk: '{{free}} MB of disk are free where the worker would be put; it needs {{least}} MB.',
      'page-size':
        'Its kernel has pages of {{size}} KB, with which some programs do not start (“Unsupported system page size”).',
      'clock-ahead': 'Its clock is {{seconds}} s ahead of the one here.',
      'clock-behind': 'Its clock is {{seconds}} s behind the one here.',
      'clock-far-ahead':
        'Its clock is {{seconds}} s ahead of the one here, so that worker and root node would refuse what the other signed.',
      'clock-far-behind':
        'Its clock is {{seconds}} s behind the one here, so that worker and root node would refuse what the other signed.',
      'apt-locked': 'Packages are being installed there by {{by}}.',
      'cloud-init-running': 'The cloud is still setting the machine up.',
      'cloud-init-failed': 'What the cloud was to set up at the first start failed in part.',
      firewall:
        'The firewall of its system refuses connections to other ports than those it lists.',
      'oracle-linux': 'On Oracle Linux, podman stands in the way of Docker.',
      silent: 'No connection to “{{host}}” came about within {{seconds}} s.',
      slow: '“{{host}}” did not finish answering within {{seconds}} s.',
      coolify: 'It is reached through Coolify alone.',
    },
    help: {
      architecture: 'Choose a machine with an Intel, AMD or ARM processor of 64 bits.',
      'system-32-bit': 'Install a system of 64 bits on it.',
      'sudo-asks':
        'On the host, run `sudo visudo -f /etc/sudoers.d/90-banyan` and write the line `{{user}} ALL=(ALL) NOPASSWD:ALL`; or log in as a user who has that, such as “ubuntu” or “opc”.',
      'no-privileges':
        'Log in as root or as a user with sudo, such as “ubuntu” or “opc”; or let an administrator of the host run `visudo -f /etc/sudoers.d/90-banyan` and write the line `{{user}} ALL=(ALL) NOPASSWD:ALL`.',
      'no-systemd':
        'Use an image with systemd, such as Ubuntu 24.04 or Debian 12, or start Docker there.',
      'other-libc': 'Install Docker there, or use an image such as Ubuntu 24.04 or Debian 12.',
      'old-glibc': 'Install Docker there, or use a newer image, such as Ubuntu 24.04 or Debian 12.',
      podman:
        'Let the worker run without a container, which needs systemd only; or use Ubuntu 24.04, where Docker has no rival.',
      'docker-down':
        'On the host, run `sudo systemctl start docker`, and `sudo journalctl -u docker` where it does not start.',
      memory: 'End what else runs there, add swap, or choose a larger machine.',
      disk: 'Make room, for example with `sudo apt-get clean` and `sudo journalctl --vacuum-size=100M`, or enlarge the disk.',
      'page-size': 'Prefer an image with pages of 4 KB, such as Ubuntu 24.04.',
      'clock-ahead':
        'Look which of the two is wrong. On the host, `sudo timedatectl set-ntp true` sets it by the network.',
      'clock-behind':
        'Look which of the two is wrong. On the host, `sudo timedatectl set-ntp true` sets it by the network.',
      'clock-far-ahead':
        'Look which of the two is wrong. On the host, `sudo timedatectl set-ntp true` sets it by the network.',
      'clock-far-behind':
        'Look which of the two is wrong. On the host, `sudo timedatectl set-ntp true` sets it by the network.',
      'apt-locked':
        'Nothing has to be done: where a step needs a package, it waits up to 10 minutes.',
      'cloud-init-running': 'Nothing has to be done: the first step waits up to 10 minutes for it.',
      'cloud-init-failed':
        'On the host, `cloud-init status --long` says what failed. A worker may run all the same.',
      firewall:
        'Banyan puts a rule before the one that refuses; the firewall of the cloud (on Oracle, the security list of the network) has to let the port in too. By the tunnel, neither is needed.',
      'oracle-linux':
        'The worker runs without a container there. Where Docker is wished for, prefer Ubuntu 24.04.',
      silent:
        'Look whether the machine runs and has this address, and whether the firewall of its cloud lets its SSH port in (on Oracle: the security list of the network).',
      slow: 'It may be overloaded or half frozen: look at it in the console of its cloud, restart it, and look again.',
      coolify: 'For another method, change the method of the host first, and give it a login.',
    },
    fault: {
      untrusted:
        'Compare the fingerprint with what the console of the cloud shows, and trust the key.',
      'key-changed':
        'Where you made the machine anew, trust the new key. Where you did not, do not, and ask whoever runs the network.',
      'key-revoked':
        'A key is revoked when somebody else may have it: make the host keys of the machine anew (ssh-keygen -A), and look again.',
      unreachable:
        'Look whether the machine runs and has this address, and whether the firewall of its cloud lets its SSH port in (on Oracle: the security list of the network).',
      'auth-refused':
        'The user of Ubuntu images is “ubuntu”, of Oracle Linux “opc”, of Debian “debian” or “admin”. Check that the key is the one that the machine was made with.',
      'key-needs-passphrase': 'Give the passphrase of the key, or let an SSH agent hold it.',
      'key-unreadable':
        'Give the private key in OpenSSH’s or PEM form; PuTTY’s own form is turned into one by PuTTYgen.',
      'no-common-algorithm':
        'Allow AES and Curve25519 in the settings of its sshd, or bring its OpenSSH up to date.',
      cut: 'Look again. Where it happens often, the network between here and there loses packets, or swallows large ones (MTU).',
      noisy:
        'Look at what `.bashrc`, `.profile` and forced commands print or do there: a command has to reach a plain shell.',
      unusable:
        'Let its SSH server run commands for this user: no forced command, no shell such as nologin.',
      other: 'Look again; the log of the root node may say more.',
    },
  },
  hostScore: {
    latency: 'It answers in {{ms}} ms.',
    resources:
      '{{memory}} GB of memory and {{disk}} GB of disk are free; CPUs: {{cpus}}, load: {{load}}.',
    regionPreferred: '{{region}} is a preferred region.',
    regionOther: '{{region}} is not a preferred region.',
    regionUnknown: 'No region is preferred, or its own is not known.',
    costUnknown: 'What it costs is not known.',
    costNothing: 'It costs nothing.',
    costMonth: 'It costs {{cost}} USD a month.',
  },
}
