#!/usr/bin/env bash
# lab.sh - several real Debian "hosts" on one machine, for tests of an SSH provisioner.
#
# A host = a systemd-nspawn container with a booted systemd and sshd, an overlayfs root over a
# shared read-only base tree, and its own network namespace on a bridge that lives in a namespace
# too. The machine's own network gets no address, firewall rule or forwarding, only one 'unreachable' guard route.
# Tests run in the controller's namespace:  lab.sh ctl node --test ...
#
#   lab.sh deps                         apt packages that the lab needs
#   lab.sh base [SUITE] [ARCH]          make and cache a base tree (default bookworm amd64; trixie, arm64 work too)
#   lab.sh binfmt                       qemu-user for arm64 hosts and images (needed again after a restart of the machine)
#   lab.sh net                          bridge + controller namespaces (idempotent)
#   lab.sh serve                        apt mirror for the hosts at http://mirror/ (fill it with mirror.sh)
#   lab.sh up NAME N [options]          host at 10.77.0.N; returns when sshd answers
#       --base SUITE-ARCH   which base tree            --disk SIZE   own ext4 of SIZE as root (ENOSPC is real)
#       --mem MiB           cgroup limit + /proc/meminfo that says so
#       --cpus LIST         cpuset (e.g. 0) : nproc says so
#       --docker            room for a Docker engine inside (caps, cgroups, /var/lib/docker off overlay)
#       --no-systemd        sshd alone, no init (a host that a systemd installer must refuse)
#   lab.sh ctl CMD..                    run CMD in the controller's network namespace (10.77.0.2)
#   lab.sh exec NAME CMD..              run CMD as root inside the host, without SSH
#   lab.sh ssh NAME[:USER] CMD..        ssh from the controller (default user ubuntu)
#   lab.sh link NAME down|up            pull / plug the cable
#   lab.sh cut A B | heal A B           drop all packets between two hosts (or ctl), both ways; heal all
#   lab.sh bad NAME delay_ms [jitter loss% dup% reorder% kbit seed] | good NAME     bad cable (wire.c)
#   lab.sh loss NAME PCT                packet loss only, by nftables (no daemon)
#   lab.sh rate NAME RATE|off           bandwidth only, by tc tbf (e.g. 2mbit)
#   lab.sh pause NAME | resume NAME     freeze the whole host (cgroup v2 freezer), like a stalled VM
#   lab.sh crash NAME                   kill -9 of every process of the host: a power cut; the disk stays
#   lab.sh stop NAME                    orderly shutdown; the disk stays
#   lab.sh start NAME                   boot again with the disk and options it had
#   lab.sh wipe NAME                    stop, and forget the disk
#   lab.sh list | purge                 purge = wipe all and remove namespaces and cgroups (base stays)
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)
LAB=${LAB:-$HERE/lab}                   # hosts' disks and state: not on tmpfs, not inside an overlay
CACHE=${LAB_CACHE:-$HERE/cache}         # base trees, keys
P=${LAB_PREFIX:-lab}                    # prefix of namespaces and cgroups, for two labs side by side
NET=${LAB_NET:-10.77.0}
MIRROR=${LAB_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | grep -v security | head -n 1)}  # the machine's own Debian mirror
CGS="systemd unified memory cpu cpuacct pids cpuset devices freezer blkio"   # cgroup v1 + v2 "unified" here
INCLUDE=systemd,systemd-sysv,dbus,openssh-server,sudo,iproute2,iputils-ping,ca-certificates,curl,procps,rsync,zstd,xz-utils,kmod,nftables,less
mkdir -p "$LAB" "$CACHE"
die(){ echo "lab: $*" >&2; exit 1; }
ns(){ local n=$1; shift; nsenter --net=/run/netns/$P-$n "$@"; }     # not `ip netns exec`: that one hides /sys/fs/cgroup

deps(){ export DEBIAN_FRONTEND=noninteractive
  local all=(mmdebstrap apt-utils dpkg-dev systemd-container iproute2 nftables ethtool openssh-client socat gcc libc6-dev)
  dpkg -s "${all[@]}" >/dev/null 2>&1 && return      # apt takes seconds, and its lock may be held by another lab
  apt-get update -qq && apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=600 "${all[@]}" >/dev/null; }

# binfmt ARCH: programs of another architecture run under qemu-user, also inside hosts and containers.
# F = the interpreter is opened now, so no tree needs a copy; C = set-uid programs (sudo) keep working. aarch64 by default.
binfmt(){ local a=${1:-aarch64} f=/proc/sys/fs/binfmt_misc
  command -v qemu-$a-static >/dev/null || DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=600 qemu-user-static arch-test >/dev/null
  [ -e $f/status ] || mount -t binfmt_misc binfmt_misc $f
  [ -e $f/qemu-$a ] && { grep -q 'flags:.*C' $f/qemu-$a && return 0; echo -1 > $f/qemu-$a; }
  grep '^:' /usr/lib/binfmt.d/qemu-$a.conf | sed 's/:[A-Z]*$/:OPFC/' > $f/register; }

base(){ local suite=${1:-bookworm} arch=${2:-amd64} d
  d=$CACHE/base-$suite-$arch
  [ -f "$CACHE/id_ed25519" ] || ssh-keygen -q -t ed25519 -N '' -C lab -f "$CACHE/id_ed25519"
  [ -x "$CACHE/wire" ] || gcc -O2 -o "$CACHE/wire" "$HERE/wire.c"
  [ -e "$d/.ready" ] && return 0
  [ "$arch" = arm64 ] && binfmt aarch64
  rm -rf "$d.tmp"; mkdir -p "$d.tmp"
  mmdebstrap --quiet --arch="$arch" --variant=minbase --include="$INCLUDE" "$suite" "$d.tmp" "$MIRROR"
  # users: ubuntu (sudo without password), sudopw (sudo asks for it), plain (no sudo). Passwords = names.
  cat > "$d.tmp/setup" <<'S'
set -e
for u in ubuntu sudopw plain; do useradd -m -s /bin/bash $u; echo "$u:$u" | chpasswd; install -d -m700 -o $u -g $u /home/$u/.ssh; install -m600 -o $u -g $u /key /home/$u/.ssh/authorized_keys; done
echo 'ubuntu ALL=(ALL) NOPASSWD:ALL' > /etc/sudoers.d/90-ubuntu; echo 'sudopw ALL=(ALL) ALL' > /etc/sudoers.d/91-sudopw; chmod 440 /etc/sudoers.d/9*
printf 'UseDNS no\nPasswordAuthentication yes\nPermitRootLogin no\nMaxStartups 100\nMaxSessions 50\n' > /etc/ssh/sshd_config.d/lab.conf
rm -f /etc/ssh/ssh_host_* /etc/machine-id; : > /etc/machine-id
# no login consoles, no timers that would reach for a network
systemctl mask -q console-getty.service getty@.service apt-daily.timer apt-daily-upgrade.timer e2scrub_all.timer fstrim.timer >/dev/null
S
  cp "$CACHE/id_ed25519.pub" "$d.tmp/key"; chroot "$d.tmp" sh /setup; rm "$d.tmp/setup" "$d.tmp/key" "$d.tmp/etc/resolv.conf" -f
  # under qemu-user, systemd cannot set up credentials; without these four drop-ins it reports 'degraded'
  if [ "$arch" != "$(dpkg --print-architecture)" ]; then local u; for u in systemd-sysctl systemd-sysusers systemd-tmpfiles-setup systemd-tmpfiles-setup-dev; do
    mkdir -p "$d.tmp/etc/systemd/system/$u.service.d"; printf '[Service]\nLoadCredential=\nSetCredential=\n' > "$d.tmp/etc/systemd/system/$u.service.d/qemu.conf"; done; fi
  touch "$d.tmp/.ready"; rm -rf "$d"; mv "$d.tmp" "$d"; }

net(){ exec 9>"$LAB/.net.lock"; flock 9; net_; exec 9>&-; }      # several `up` at once: one of them makes it
net_(){ mountpoint -q /run/netns/$P-ctl && return 0
  # Guard: a test that forgets `lab.sh ctl` and dials a host's address from the machine's own namespace must fail at
  # once (EHOSTUNREACH), never send a packet out of eth0. This route is the one thing the lab adds outside its namespaces.
  ip route replace unreachable $NET.0/24
  local n; for n in sw ctl; do ip netns add $P-$n; ip -n $P-$n link set lo up; done
  ip -n $P-sw link add br0 type bridge; ip -n $P-sw addr add $NET.1/24 dev br0; ip -n $P-sw link set br0 up
  plug ctl 2
  # one table for every fault that is made with nftables; bridge family = seen by frames between ports
  ns sw nft 'add table bridge faults; add chain bridge faults f { type filter hook forward priority 0; }'; }

serve(){ net; [ -f "$LAB/.mirror.pid" ] && running "$(cat "$LAB/.mirror.pid")" && return 0     # apt mirror at http://mirror/ (see mirror.sh)
  exec_serve(){ exec nsenter --net=/run/netns/$P-sw node "$HERE/mirror.mjs" "$CACHE/mirror" $NET.1 80; }
  exec_serve > "$LAB/.mirror.log" 2>&1 & echo $! > "$LAB/.mirror.pid"; local i; for i in $(seq 100); do grep -q ready "$LAB/.mirror.log" && return 0; sleep 0.03; done; die "mirror: $(cat "$LAB/.mirror.log")"; }

plug(){ local n=$1 ip=$2                 # veth: eth0 in the host's namespace <-> p-NAME on the bridge
  ip link add eth0 netns $P-$n type veth peer name p-$n netns $P-sw
  ip -n $P-$n addr add $NET.$ip/24 dev eth0; ip -n $P-$n link set eth0 up
  ip -n $P-$n route add default via $NET.1     # answers nothing outside: the bridge's namespace has no uplink
  ip -n $P-sw link set p-$n master br0 up
  # A host that had this address before is not waited for: by its hardware address, a connection to the new one takes a minute.
  ip -n $P-ctl neigh del $NET.$ip dev eth0 2>/dev/null || true; ip -n $P-sw neigh del $NET.$ip dev br0 2>/dev/null || true; }

leader(){ local s; s=$(cat "$LAB/$1/pid" 2>/dev/null) && pgrep -P "$s" | head -1; }
running(){ local s; s=$(sed 's/.*) //;s/ .*//' "/proc/$1/stat" 2>/dev/null) && [ "$s" != Z ]; }   # a zombie nobody reaped yet is gone too
alive(){ [ -f "$LAB/$1/pid" ] && running "$(cat "$LAB/$1/pid")"; }

up(){ local n=$1 ip=$2 d=$LAB/$1; shift 2; [ -d "$d" ] && die "host $n exists"
  mkdir -p "$d"; printf '%s\n' "$ip" > "$d/ip"; printf '%s\n' "$@" > "$d/opts"; start "$n"; }

start(){ local n=$1 d=$LAB/$1 ip base=bookworm-amd64 disk= mem= cpus= docker= init=-b a c; alive "$n" && return 0
  ip=$(cat "$d/ip"); local o=(); mapfile -t o < "$d/opts"; set -- "${o[@]}"
  while [ $# -gt 0 ]; do case $1 in --base) base=$2; shift;; --disk) disk=$2; shift;; --mem) mem=$2; shift;; --cpus) cpus=$2; shift;;
    --docker) docker=1;; --no-systemd) init=;; '') ;; *) die "option $1";; esac; shift; done
  [ -e "$CACHE/base-$base/.ready" ] || die "no base tree $base (lab.sh base ${base%-*} ${base##*-})"
  # --- disk: overlay over the base tree; upper either in $LAB or in an ext4 image of its own size
  mkdir -p "$d/disk" "$d/root"
  if [ -n "$disk" ] && ! mountpoint -q "$d/disk"; then
    [ -f "$d/disk.img" ] || { truncate -s "$disk" "$d/disk.img"; mkfs.ext4 -q -F -m 0 "$d/disk.img"; }
    mount -o loop "$d/disk.img" "$d/disk"; fi
  mkdir -p "$d/disk/up" "$d/disk/wk"
  mountpoint -q "$d/root" || mount -t overlay overlay -o "lowerdir=$CACHE/base-$base,upperdir=$d/disk/up,workdir=$d/disk/wk" "$d/root"
  if [ ! -f "$d/root/etc/ssh/ssh_host_ed25519_key" ]; then      # first boot: identity
    echo "$n" > "$d/root/etc/hostname"; printf '127.0.0.1 localhost %s\n%s.1 mirror\n' "$n" "$NET" > "$d/root/etc/hosts"
    rm -f "$d/root/etc/apt/sources.list.d/"*; echo "deb [trusted=yes] http://mirror/$base ./" > "$d/root/etc/apt/sources.list"
    ssh-keygen -q -t ed25519 -N '' -C "root@$n" -f "$d/root/etc/ssh/ssh_host_ed25519_key"
    ssh-keygen -q -t ecdsa -N '' -C "root@$n" -f "$d/root/etc/ssh/ssh_host_ecdsa_key"; fi
  # --- network
  net; [ -e /run/netns/$P-$n ] || { ip netns add $P-$n; ip -n $P-$n link set lo up; plug "$n" "$ip"; }
  # --- cgroups of its own in every hierarchy (a systemd or dockerd inside then sees only this part)
  for c in $CGS; do [ -d /sys/fs/cgroup/$c ] || continue; mkdir -p /sys/fs/cgroup/$c/$P/$n
    if [ $c = cpuset ]; then for a in $P $P/$n; do cat /sys/fs/cgroup/cpuset/cpuset.mems > /sys/fs/cgroup/cpuset/$a/cpuset.mems; cat /sys/fs/cgroup/cpuset/cpuset.cpus > /sys/fs/cgroup/cpuset/$a/cpuset.cpus; echo 1 > /sys/fs/cgroup/cpuset/$a/cgroup.clone_children; done
      [ -z "$cpus" ] || echo "$cpus" > /sys/fs/cgroup/cpuset/$P/$n/cpuset.cpus; fi; done
  [ -z "$mem" ] || echo "${mem}M" > /sys/fs/cgroup/memory/$P/$n/memory.limit_in_bytes
  local x=(--capability=CAP_NET_ADMIN)
  if [ -n "$docker" ]; then mkdir -p "$d/docker"       # overlay2 cannot sit on overlay: give it the real file system
    x=(--capability=all "--system-call-filter=@keyring bpf perf_event_open" --bind="$d/docker:/var/lib/docker" --bind=/dev/fuse); fi
  local run=(); if [ -n "$init" ]; then x+=(-b); else x+=(--as-pid2); run=(/bin/sh -c 'mkdir -p /run/sshd; exec /usr/sbin/sshd -D -e'); fi
  ( for c in $CGS; do [ -d /sys/fs/cgroup/$c/$P/$n ] && echo $BASHPID > /sys/fs/cgroup/$c/$P/$n/cgroup.procs; done
    SYSTEMD_NSPAWN_API_VFS_WRITABLE=network exec setsid systemd-nspawn -q -D "$d/root" --machine="$n" --hostname="$n" --register=no --keep-unit \
      --network-namespace-path=/run/netns/$P-$n --console=pipe --resolv-conf=off --timezone=off --link-journal=no \
      "${x[@]}" "${run[@]}" </dev/null >> "$d/console.log" 2>&1 ) & echo $! > "$d/pid"
  for a in $(seq 600); do alive "$n" || { tail -5 "$d/console.log" >&2; die "$n did not boot"; }
    if ns ctl bash -c "exec 3<>/dev/tcp/$NET.$ip/22 && read -t 1 -u 3 l && [[ \$l == SSH-* ]]" 2>/dev/null; then a=ok; break; fi; sleep 0.03; done
  [ $a = ok ] || die "$n: no sshd"
  if [ -n "$docker" ]; then exec_ "$n" sh -c 'for c in /sys/fs/cgroup/*; do mount -o remount,bind,rw $c; done' ; fi
  if [ -n "$mem" ]; then awk -v m=$((mem*1024)) '/^MemTotal/{t=$2;$2=m} /^MemFree|^MemAvailable/{$2=int(m*0.9)} /^(Swap|Cached|Buffers)/{$2=0} {printf "%-16s%8s %s\n",$1,$2,$3}' /proc/meminfo > "$d/meminfo"
    cp "$d/meminfo" "$d/root/.meminfo"; exec_ "$n" mount --bind /.meminfo /proc/meminfo; fi
  echo '0.10 0.10 0.10 1/100 1000' > "$d/root/.loadavg"; exec_ "$n" mount --bind /.loadavg /proc/loadavg || true    # the machine's says nothing of this host
  printf '%s.%s %s\n' "$NET" "$ip" "$(cut -d' ' -f1,2 "$d/root/etc/ssh/ssh_host_ed25519_key.pub")" > "$d/known_host"; }

exec_(){ local n=$1; shift; nsenter -t "$(leader "$n")" -m -u -i -p -n -C -r -w "$@"; }
ssh_(){ local n=${1%%:*} u=ubuntu; [[ $1 == *:* ]] && u=${1#*:}; shift
  ns ctl ssh -q -i "$CACHE/id_ed25519" -o IdentitiesOnly=yes -o UserKnownHostsFile="$LAB/$n/known_host" -o StrictHostKeyChecking=yes -o ConnectTimeout=5 "$u@$NET.$(cat "$LAB/$n/ip")" "$@"; }
addr(){ [ "$1" = ctl ] && echo $NET.2 || echo $NET.$(cat "$LAB/$1/ip"); }

good(){ local d=$LAB/$1; [ -f "$d/wire.pid" ] && { local w=$(cat "$d/wire.pid"); kill $w 2>/dev/null || true; while running $w; do sleep 0.01; done; rm -f "$d/wire.pid"; ip -n $P-sw link set p-$1 master br0; }; return 0; }
bad(){ local n=$1 d=$LAB/$1; shift; good "$n"
  ns "$n" ethtool -K eth0 tx off >/dev/null; ip -n $P-sw link set p-$n nomaster
  exec_wire(){ exec nsenter --net=/run/netns/$P-sw "$CACHE/wire" "$@"; }       # exec: $! is the daemon itself
  exec_wire p-$n t-$n "${1:-0}" "${2:-0}" "${3:-0}" "${4:-0}" "${5:-0}" "${6:-0}" "${7:-1}" > "$d/wire.log" 2>&1 & echo $! > "$d/wire.pid"
  for i in $(seq 200); do grep -q ready "$d/wire.log" && break; running "$(cat "$d/wire.pid")" || die "wire: $(cat "$d/wire.log")"; sleep 0.01; done
  ip -n $P-sw link set t-$n master br0 up; }

crash(){ echo 1 > /sys/fs/cgroup/unified/$P/$1/cgroup.kill; gone "$1"; }
gone(){ local i p; p=$(cat "$LAB/$1/pid" 2>/dev/null) || return 0; for i in $(seq 500); do running $p || break; sleep 0.02; done; rm -f "$LAB/$1/pid"; }
stop(){ alive "$1" || return 0; local l; l=$(leader "$1"); [ -n "$l" ] && kill -s RTMIN+4 $l 2>/dev/null || true; local i; for i in $(seq 250); do alive "$1" || break; sleep 0.02; done; alive "$1" && crash "$1"; rm -f "$LAB/$1/pid"; }
wipe(){ local n=$1 d=$LAB/$1 c; good "$n" 2>/dev/null || true
  [ -d /sys/fs/cgroup/unified/$P/$n ] && { echo 0 > /sys/fs/cgroup/unified/$P/$n/cgroup.freeze; crash "$n"; }
  umount "$d/root" 2>/dev/null || umount -l "$d/root" 2>/dev/null || true; umount "$d/disk" 2>/dev/null || true
  [ -e /run/netns/$P-$n ] && ip netns del $P-$n; ip -n $P-sw link del p-$n 2>/dev/null || true
  for c in $CGS; do [ -d /sys/fs/cgroup/$c/$P/$n ] && find /sys/fs/cgroup/$c/$P/$n -depth -type d -exec rmdir {} \; 2>/dev/null || true; done
  mountpoint -q "$d/root" && die "$n still mounted"; rm -rf "$d"; }
purge(){ local d n c; for d in "$LAB"/*/; do [ -f "$d/ip" ] && wipe "$(basename "$d")"; done
  for n in ctl sw; do [ -e /run/netns/$P-$n ] && ip netns del $P-$n; done
  [ -f "$LAB/.mirror.pid" ] && { kill "$(cat "$LAB/.mirror.pid")" 2>/dev/null || true; rm -f "$LAB/.mirror.pid"; }
  ip route del unreachable $NET.0/24 2>/dev/null || true
  for n in $(seq 50); do for c in $CGS; do [ -d /sys/fs/cgroup/$c/$P ] && find /sys/fs/cgroup/$c/$P -depth -type d -exec rmdir {} \; 2>/dev/null || true; done
    ls -d /sys/fs/cgroup/*/$P >/dev/null 2>&1 || return 0; sleep 0.1; done; die "cgroups left: $(ls -d /sys/fs/cgroup/*/$P)"; }   # zombies hold them for a moment

cmd=${1:-}; shift || true
case $cmd in
  deps|binfmt|base|net|serve|up|start|stop|crash|wipe|purge|bad|good) $cmd "$@";;
  ctl) ns ctl "$@";; exec) exec_ "$@";; ssh) ssh_ "$@";;
  link) ip -n $P-$1 link set eth0 "$2"; [ "$2" = up ] && ip -n $P-$1 route replace default via $NET.1 || true;;
  cut) a=$(addr "$1") b=$(addr "$2"); ns sw nft "add rule bridge faults f ip saddr $a ip daddr $b drop comment \"$1-$2\"; add rule bridge faults f ip saddr $b ip daddr $a drop comment \"$1-$2\"";;
  heal) ns sw nft flush chain bridge faults f;;
  loss) ns sw nft "add rule bridge faults f ip saddr $(addr "$1") numgen random mod 1000 < $(awk "BEGIN{print int($2*10)}") drop";;
  rate) if [ "$2" = off ]; then ip netns exec $P-sw tc qdisc del dev p-$1 root; ip netns exec $P-$1 tc qdisc del dev eth0 root; else
        ip netns exec $P-sw tc qdisc replace dev p-$1 root tbf rate "$2" burst 32kb latency 400ms; ip netns exec $P-$1 tc qdisc replace dev eth0 root tbf rate "$2" burst 32kb latency 400ms; fi;;
  pause) echo 1 > /sys/fs/cgroup/unified/$P/$1/cgroup.freeze;; resume) echo 0 > /sys/fs/cgroup/unified/$P/$1/cgroup.freeze;;
  list) for d in "$LAB"/*/; do [ -f "$d/ip" ] && printf '%s %s.%s %s\n' "$(basename "$d")" $NET "$(cat "$d/ip")" "$(alive "$(basename "$d")" && echo up || echo down)"; done;;
  *) sed -n '2,40p' "$0"; exit 2;;
esac
