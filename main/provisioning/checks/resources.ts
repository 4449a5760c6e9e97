import { hostReason } from '#contract/host-reason'
import { command } from '../command.ts'
import { parseLines } from '../methods/state-lines.ts'
import type { HostCheck } from '../plan.ts'
import { told } from '../told.ts'
import { NotWell } from './not-well.ts'

const leastMemoryMb = 64
const leastDiskMb = 200

const look = command(
  'Looks how much memory, disk and time is left',
  `echo "memory=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)"
echo "disk=$(df -Pm /opt 2>/dev/null | awk 'NR == 2 { print $4 }')"
echo "load=$(cut -d ' ' -f 1 /proc/loadavg)"
echo "cpus=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)"`,
)

export const resourcesLeft: HostCheck = {
  name: 'resources',
  async look(site, signal) {
    const found = parseLines((await site.run(look, signal)).stdout)
    const of = (name: string) => Number(found.get(name))
    const [memory, disk, load, cpus] = [of('memory'), of('disk'), of('load'), of('cpus')]
    const text = `${memory} MB of memory and ${disk} MB of disk are left; load ${load} on ${cpus} CPUs.`
    // The load is told and decides nothing: a minute of it says little of a host.
    if (memory < leastMemoryMb || disk < leastDiskMb) {
      throw new NotWell(`Too little is left: ${text}`, hostReason('scarce', { memory, disk }))
    }
    return told(text, 'resources', { memory, gigabytes: Math.round(disk / 100) / 10, load, cpus })
  },
}
