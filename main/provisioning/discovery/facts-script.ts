import { type Command, command } from '../command.ts'

/**
 * Prints what a host is as one JSON object on one line, and changes nothing. For dash, bash and
 * busybox, without Python or jq. What is missing is null; what may hang has seconds. A function
 * around all of it: it is read whole before it begins, so nothing in it takes the rest for its input.
 */
const script = String.raw`
facts() (
set +e
exec 2>/dev/null </dev/null
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

# A JSON string out of anything: no control characters, at most 200 bytes, quotes and backslashes escaped.
text() { printf '"%s"' "$(printf '%s' "$1" | tr '\n' ' ' | tr -d '\000-\037\177' | cut -b1-200 | sed 's/[\\"]/\\&/g')"; }
text_or_null() { if [ -n "$1" ]; then text "$1"; else printf null; fi; }
# A JSON number out of digits and dots, else null.
number() { case $1 in ''|*[!0-9.]*|.*|*.|*.*.*) printf null ;; *) printf '%s' "$1" ;; esac; }
truth() { if "$@" >/dev/null; then printf true; else printf false; fi; }
has() { command -v "$1" >/dev/null; }
if has timeout; then limit='timeout 5'; else limit=; fi

if [ "$(id -u)" = 0 ]; then privileges=root elevate=
elif has sudo && $limit sudo -n true; then privileges=sudo elevate='sudo -n'
else
  privileges=none elevate=
  # Only asking for a ticket tells one whom sudo asks from one whom it refuses.
  if has sudo; then
    case $($limit sudo -n -v 2>&1) in
      *'is required'*|*'must have a tty'*) privileges=sudo-asks ;;
    esac
  fi
fi
# As root where that can be had, else as ourselves.
best() { $elevate $limit "$@"; }

release=/etc/os-release
[ -r $release ] || release=/usr/lib/os-release
release_field() { sed -n "s/^$1=//p" $release | head -n 1 | sed "s/^[\"']//; s/[\"']\$//"; }

page_size=$(getconf PAGESIZE || awk '/^KernelPageSize/ { print $2 * 1024; exit }' /proc/self/smaps)
glibc=$(getconf GNU_LIBC_VERSION | sed -n 's/^glibc //p')
cpus=$(nproc || grep -c '^processor' /proc/cpuinfo)
read -r load1 rest < /proc/loadavg
memory() { awk -v name="$1:" '$1 == name { printf "%.0f", $2 * 1024; exit }' /proc/meminfo; }
memory_total=$(memory MemTotal)
memory_available=$(memory MemAvailable)

for place in /opt/banyan-worker /opt /; do [ -d $place ] && break; done
disk() { df -Pk $place | awk -v back="$1" 'END { printf "%.0f", $(NF - back) * 1024 }'; }

is_systemd() { [ -d /run/systemd/system ] && has systemctl; }

docker_there=false docker_version= docker_running=false
if has docker; then
  docker_there=true
  docker_version=$($limit docker --version | sed -n 's/^Docker version \([^, ]*\).*/\1/p; s/^podman version /podman /p' | head -n 1)
  case $docker_version in
    podman*) ;;
    *)
      server_version=$(best docker version --format '{{.Server.Version}}' | head -n 1)
      case $server_version in [0-9]*) docker_version=$server_version docker_running=true ;; esac
  esac
fi

cloud_init() {
  if ! has cloud-init || [ -e /etc/cloud/cloud-init.disabled ] || [ -e /run/cloud-init/disabled ]; then echo absent
  elif [ -e /run/cloud-init/result.json ]; then
    if tr -d ' \n' < /run/cloud-init/result.json | grep -q '"errors":\[[^]]'; then echo failed; else echo done; fi
  elif [ -e /run/cloud-init/status.json ] || [ -e /run/cloud-init/enabled ]; then
    # It writes no result when it was killed.
    case $($limit cloud-init status) in *error*) echo failed ;; *done*) echo done ;; *) echo running ;; esac
  else echo absent; fi
}

# apt and dpkg take POSIX locks, which the flock program does not see.
apt_locked_by() {
  for file in /var/lib/dpkg/lock-frontend /var/lib/dpkg/lock /var/lib/apt/lists/lock /var/cache/apt/archives/lock; do
    inode=$(stat -c %i $file) || continue
    pid=$(awk -v inode=":$inode\$" '($2 == "POSIX" || $2 == "OFDLCK") && $6 ~ inode { print $5; exit }' /proc/locks)
    [ -n "$pid" ] || continue
    name=$(cat "/proc/$pid/comm")
    [ -n "$name" ] || name='another program'
    printf '%s' "$name"
    return
  done
}
apt_locked=$(apt_locked_by)

# The last word of INPUT: its policy, or a rule that asks for nothing else.
rejects_input() {
  best iptables -S INPUT | awk '
    /^-P INPUT (DROP|REJECT)/ { found = 1 }
    /^-A INPUT / { last = $0 }
    END { exit !(found || last ~ /^-A INPUT -j (DROP|REJECT)/) }' && return
  best nft list ruleset | awk '
    function close_chain() { if (is_input && last ~ /^(counter packets [0-9]+ bytes [0-9]+ )?(drop|reject)/) found = 1 }
    $1 == "chain" { is_input = 0; last = "" }
    /hook input/ { is_input = 1; if (/policy drop/) found = 1; next }
    $1 == "}" { close_chain(); is_input = 0; next }
    { sub(/^[ \t]+/, ""); last = $0 }
    END { exit !found }'
}
firewall_manager() {
  if grep -q '^ENABLED=yes' /etc/ufw/ufw.conf; then echo ufw
  elif is_systemd && $limit systemctl -q is-active firewalld; then echo firewalld
  elif has netfilter-persistent || [ -e /etc/iptables/rules.v4 ]; then echo netfilter-persistent; fi
}

plain_version=$(best cat /opt/banyan-worker/current/VERSION | head -n 1)
plain_there=false
if [ -n "$plain_version" ] || [ -e /etc/systemd/system/banyan-worker.service ]; then plain_there=true; fi
plain_runs() { is_systemd && $limit systemctl -q is-active banyan-worker.service; }
container=
if $docker_running; then
  container=$(best docker inspect --type container --format '{{.State.Running}} {{index .Config.Labels "io.banyan.version"}}' banyan-worker | head -n 1)
fi

zone=$(readlink /etc/localtime | sed -n 's,.*zoneinfo/,,p')
[ -n "$zone" ] || zone=$(head -n 1 /etc/timezone)
[ -n "$zone" ] || zone=$(date +%Z)

dmi() { for file in sys_vendor product_name product_version chassis_asset_tag; do cat /sys/class/dmi/id/$file; done; }

now() {
  ms=$(date +%s%3N)
  case $ms in
    *[!0-9]*) echo "$(date +%s)000" ;;
    ?????????????) echo "$ms" ;;
    *) echo "$(date +%s)000" ;;
  esac
}

printf '{"hostname":%s' "$(text "$(uname -n)")"
printf ',"osId":%s,"osVersion":%s,"osName":%s' "$(text "$(release_field ID)")" "$(text "$(release_field VERSION_ID)")" "$(text "$(release_field PRETTY_NAME)")"
printf ',"kernel":%s,"machine":%s,"wordBits":%s' "$(text "$(uname -r)")" "$(text "$(uname -m)")" "$(number "$(getconf LONG_BIT)")"
printf ',"pageSize":%s,"glibc":%s' "$(number "$page_size")" "$(text_or_null "$glibc")"
printf ',"cpus":%s,"load1":%s' "$(number "$cpus")" "$(number "$load1")"
printf ',"memoryTotal":%s,"memoryAvailable":%s' "$(number "$memory_total")" "$(number "$memory_available")"
printf ',"diskTotal":%s,"diskFree":%s' "$(number "$(disk 4)")" "$(number "$(disk 2)")"
printf ',"isSystemd":%s,"privileges":%s' "$(truth is_systemd)" "$(text "$privileges")"
printf ',"hasDocker":%s,"dockerVersion":%s,"dockerRuns":%s' "$docker_there" "$(text_or_null "$docker_version")" "$docker_running"
printf ',"cloudInit":%s' "$(text "$(cloud_init)")"
printf ',"hasApt":%s,"aptLockedBy":%s' "$(truth has apt-get)" "$(text_or_null "$apt_locked")"
printf ',"rejectsInput":%s,"firewallManager":%s' "$(truth rejects_input)" "$(text_or_null "$(firewall_manager)")"
printf ',"timeZone":%s' "$(text "$zone")"
printf ',"hasPlain":%s,"plainVersion":%s,"plainRuns":%s' "$plain_there" "$(text_or_null "$plain_version")" "$(truth plain_runs)"
printf ',"container":%s' "$(text_or_null "$container")"
printf ',"cloudId":%s,"dmi":%s' "$(text_or_null "$(head -n 1 /run/cloud-init/cloud-id)")" "$(text_or_null "$(dmi)")"
# Last, as our clock is read when this arrives.
printf ',"clock":%s}\n' "$(number "$(now)")"
)
facts
`

export const factsCommand: Command = command('Looks at what the host is', script, {
  withinMs: 25_000,
})
