import { hostReason } from '#contract/host-reason'
import { command } from '../command.ts'
import type { Step } from '../step.ts'
import { isSo, notSo, told } from '../told.ts'
import { stepFailed } from './step-failed.ts'

const mostMinutes = 10

const status = command(
  'Asks whether the first boot is over',
  // One that was installed later than the last boot has not run, and will not before the next one.
  `if ! command -v cloud-init >/dev/null; then echo absent
else
  found=$(cloud-init status 2>/dev/null </dev/null || :)
  case $found:$(systemctl is-system-running 2>/dev/null || :) in
    *running*:* | *'not '*:starting | *'not '*:initializing) echo busy ;;
    *) echo over ;;
  esac
fi`,
)
const waiting = command(
  `Waits until the first boot is over, at most ${mostMinutes} minutes`,
  // It ends with other numbers when a part of the first boot failed, which is not ours to judge.
  'cloud-init status --wait >/dev/null </dev/null || :',
  { withinMs: mostMinutes * 60_000 },
)
const isBusy = (text: string) => text.trim() === 'busy'

/** What the cloud runs at the first boot installs packages and writes keys itself. */
export const cloudInitOver: Step = {
  name: 'first-boot',
  words: 'Waits until the first boot of the machine is over.',
  commands: [status, waiting],
  interrupts: false,
  async check(site, signal) {
    const { stdout } = await site.run(status, signal)
    return isBusy(stdout)
      ? notSo('the first boot is still going on')
      : isSo('the first boot is over', 'first-boot-over')
  },
  async apply(site, signal) {
    await site.run(waiting, signal)
    return told('the first boot is over', 'first-boot-over')
  },
  async verify(site, signal) {
    const { stdout } = await site.run(status, signal)
    if (!isBusy(stdout)) return
    const detail = `the first boot did not end within ${mostMinutes} minutes`
    const why = hostReason('first-boot-long', { minutes: mostMinutes })
    throw stepFailed(site, 'first-boot', detail, why)
  },
  undo: null,
}
