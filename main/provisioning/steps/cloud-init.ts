import { command } from '../command.ts'
import type { Step } from '../step.ts'

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
  'Waits until the first boot is over, at most 10 minutes',
  // It ends with other numbers when a part of the first boot failed, which is not ours to judge.
  'cloud-init status --wait >/dev/null </dev/null || :',
  { withinMs: 600_000 },
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
      ? { isDone: false, words: 'the first boot is still going on' }
      : { isDone: true, words: 'the first boot is over' }
  },
  async apply(site, signal) {
    await site.run(waiting, signal)
    return 'the first boot is over'
  },
  async verify(site, signal) {
    const { stdout } = await site.run(status, signal)
    if (isBusy(stdout)) throw new Error('the first boot did not end within 10 minutes')
  },
  undo: null,
}
