/** What is in the way on a host, what helps, and how well it suits. */
export const zhHansHostProblems = {
  hostProblem: {
    says: {
      architecture: '它的处理器或系统是“{{architecture}}”，而工作节点只有 x64 和 arm64 版本。',
      'system-32-bit': '它的系统是“{{architecture}}”，而工作节点只有 x64 和 arm64 版本。',
      'sudo-asks': 'sudo 向“{{user}}”要密码，而 Banyan 不会在那里输入密码。',
      'no-privileges': '“{{user}}”在那里没有 root 权限，而部署工作节点需要它。',
      'no-systemd': '它既没有 systemd，也没有在运行的 Docker，无法让工作节点保持运行。',
      'other-libc': '它的 C 库不是 glibc（{{os}}），工作节点只能在容器中运行。',
      'old-glibc': '它的 glibc 是 {{glibc}}，而在容器之外运行工作节点需要 {{least}}。',
      podman: '它的“docker”其实是 podman，与 Docker 冲突。',
      'docker-down': '装了 Docker，但没有运行。',
      memory: '空闲内存 {{free}} MB；工作节点至少需要 {{least}} MB，有 {{ample}} MB 才宽裕。',
      disk: '安装位置的空闲磁盘为 {{free}} MB，而工作节点需要 {{least}} MB。',
      'page-size':
        '它的内核使用 {{size}} KB 的内存页，有些程序因此无法启动（“Unsupported system page size”）。',
      'clock-ahead': '它的时钟比这里快 {{seconds}} 秒。',
      'clock-behind': '它的时钟比这里慢 {{seconds}} 秒。',
      'clock-far-ahead': '它的时钟比这里快 {{seconds}} 秒，工作节点和根节点会互相拒绝对方的签名。',
      'clock-far-behind': '它的时钟比这里慢 {{seconds}} 秒，工作节点和根节点会互相拒绝对方的签名。',
      'apt-locked': '那里正由 {{by}} 安装软件包。',
      'cloud-init-running': '云平台还在初始化这台机器。',
      'cloud-init-failed': '云平台首次启动时的初始化有一部分失败了。',
      firewall: '它的系统防火墙只放行列出的端口。',
      'oracle-linux': '在 Oracle Linux 上，podman 与 Docker 冲突。',
      silent: '{{seconds}} 秒内没有连上“{{host}}”。',
      slow: '“{{host}}”在 {{seconds}} 秒内没有答完。',
      coolify: '它只能通过 Coolify 访问。',
    },
    help: {
      architecture: '请选择 64 位 Intel、AMD 或 ARM 处理器的机器。',
      'system-32-bit': '请安装 64 位系统。',
      'sudo-asks':
        '请在主机上运行 `sudo visudo -f /etc/sudoers.d/90-banyan` 并写入 `{{user}} ALL=(ALL) NOPASSWD:ALL`；或改用免密 sudo 的用户登录，如“ubuntu”或“opc”。',
      'no-privileges':
        '请用 root 或有 sudo 的用户登录，如“ubuntu”或“opc”；或请主机管理员运行 `visudo -f /etc/sudoers.d/90-banyan` 并写入 `{{user}} ALL=(ALL) NOPASSWD:ALL`。',
      'no-systemd': '请使用带 systemd 的镜像，如 Ubuntu 24.04 或 Debian 12，或在那里启动 Docker。',
      'other-libc': '请在那里安装 Docker，或换用 Ubuntu 24.04、Debian 12 等镜像。',
      'old-glibc': '请在那里安装 Docker，或换用较新的镜像，如 Ubuntu 24.04 或 Debian 12。',
      podman: '让工作节点不用容器运行，只需要 systemd；或换用没有这个冲突的 Ubuntu 24.04。',
      'docker-down':
        '请在主机上运行 `sudo systemctl start docker`；如果启动不了，用 `sudo journalctl -u docker` 查看原因。',
      memory: '请结束那里的其他程序、增加交换空间，或换用更大的机器。',
      disk: '请腾出空间，例如 `sudo apt-get clean` 和 `sudo journalctl --vacuum-size=100M`，或扩大磁盘。',
      'page-size': '请优先选用 4 KB 内存页的镜像，如 Ubuntu 24.04。',
      'clock-ahead': '请看哪一边不准。在主机上，`sudo timedatectl set-ntp true` 会按网络校时。',
      'clock-behind': '请看哪一边不准。在主机上，`sudo timedatectl set-ntp true` 会按网络校时。',
      'clock-far-ahead': '请看哪一边不准。在主机上，`sudo timedatectl set-ntp true` 会按网络校时。',
      'clock-far-behind':
        '请看哪一边不准。在主机上，`sudo timedatectl set-ntp true` 会按网络校时。',
      'apt-locked': '不用做什么：需要软件包的步骤最多会等 10 分钟。',
      'cloud-init-running': '不用做什么：第一步最多会等 10 分钟。',
      'cloud-init-failed':
        '在主机上用 `cloud-init status --long` 查看失败的内容。工作节点仍可能正常运行。',
      firewall:
        'Banyan 会在拒绝规则之前加一条规则；云平台的防火墙（Oracle：网络的安全列表）也要放行这个端口。走隧道则都不需要。',
      'oracle-linux': '工作节点在那里不用容器运行。想用 Docker，请优先选用 Ubuntu 24.04。',
      silent:
        '请看机器是否在运行、地址是否正确，以及云平台的防火墙是否放行 SSH 端口（Oracle：网络的安全列表）。',
      slow: '它可能过载或半卡死：请在云平台控制台查看，重启后再检查。',
      coolify: '要用别的方式，请先更改主机的运行方式，并填写登录信息。',
    },
    fault: {
      untrusted: '请把指纹与云平台控制台显示的对照，再信任这把密钥。',
      'key-changed': '如果是你重装了机器，就信任新密钥。如果不是，不要信任，并询问网络的管理者。',
      'key-revoked':
        '密钥可能落入他人之手时才会吊销：请重新生成机器的主机密钥（ssh-keygen -A），再检查一次。',
      unreachable:
        '请看机器是否在运行、地址是否正确，以及云平台的防火墙是否放行 SSH 端口（Oracle：网络的安全列表）。',
      'auth-refused':
        'Ubuntu 镜像的用户是“ubuntu”，Oracle Linux 是“opc”，Debian 是“debian”或“admin”。请确认这就是创建机器时用的密钥。',
      'key-needs-passphrase': '请填写密钥的密码，或交给 SSH 代理保管。',
      'key-unreadable': '请使用 OpenSSH 或 PEM 格式的私钥；PuTTY 格式可以用 PuTTYgen 转换。',
      'no-common-algorithm': '请在它的 sshd 设置中启用 AES 和 Curve25519，或升级它的 OpenSSH。',
      cut: '请再检查一次。如果经常这样，说明中间的网络会丢包，或吞掉大的数据包（MTU）。',
      noisy:
        '请看 `.bashrc`、`.profile` 和强制命令在那里输出或做了什么：命令必须直接交给普通的 shell。',
      unusable:
        '请让它的 SSH 服务允许这个用户运行命令：不要强制命令，也不要 nologin 之类的 shell。',
      other: '请再检查一次；根节点的日志里可能有更多信息。',
    },
  },
  hostScore: {
    latency: '{{ms}} 毫秒应答。',
    resources: '空闲内存 {{memory}} GB，空闲磁盘 {{disk}} GB；{{cpus}} 核，负载 {{load}}。',
    regionPreferred: '{{region}} 是首选地区。',
    regionOther: '{{region}} 不是首选地区。',
    regionUnknown: '没有设首选地区，或不知道它在哪个地区。',
    costUnknown: '费用未知。',
    costNothing: '不花钱。',
    costMonth: '每月 {{cost}} 美元。',
  },
}
