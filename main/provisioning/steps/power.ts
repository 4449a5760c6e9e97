import { hostReason } from '#contract/host-reason'
import type { Runner } from '../methods/runner.ts'
import type { Step } from '../step.ts'
import { isSo, notSo, told } from '../told.ts'
import { stepFailed } from './step-failed.ts'

const healthSeconds = 60

interface Wanted {
  readonly runner: Runner
  readonly port: number
  readonly isTls: boolean
}

export function restarted({ runner, port, isTls }: Wanted): Step {
  const healthy = runner.healthy(port, isTls, healthSeconds)
  return {
    name: 'restart',
    words: 'Restarts the worker and waits until it answers.',
    commands: [runner.power.restart, healthy],
    check: async () => notSo('it is to be restarted'),
    async apply(site, signal) {
      await site.run(runner.power.restart, signal)
      return told('it was restarted', 'restarted')
    },
    async verify(site, signal) {
      await site.run(healthy, signal)
    },
    undo: null,
  }
}

export function started({ runner, port, isTls }: Wanted): Step {
  const healthy = runner.healthy(port, isTls, healthSeconds)
  return {
    name: 'start',
    words: 'Starts the worker, now and at every boot, and waits until it answers.',
    commands: [runner.activity, runner.power.start, healthy],
    async check(site, signal) {
      const { stdout } = await site.run(runner.activity, signal)
      return /^active$/m.test(stdout) ? isSo('it runs', 'running') : notSo('it does not run')
    },
    async apply(site, signal) {
      await site.run(runner.power.start, signal)
      return told('it was started', 'started')
    },
    async verify(site, signal) {
      await site.run(healthy, signal)
    },
    undo: null,
  }
}

export function stopped({ runner }: Pick<Wanted, 'runner'>): Step {
  return {
    name: 'stop',
    words: 'Lets requests under way finish and stops the worker; it is not started at a boot.',
    commands: [runner.activity, runner.power.stop],
    async check(site, signal) {
      const { stdout } = await site.run(runner.activity, signal)
      return /^(active|activating|restarting)$/m.test(stdout)
        ? notSo('it runs')
        : isSo('it does not run', 'not-running')
    },
    async apply(site, signal) {
      await site.run(runner.power.stop, signal)
      return told('it was stopped', 'stopped')
    },
    async verify(site, signal) {
      const { stdout } = await site.run(runner.activity, signal)
      if (!/^active$/m.test(stdout)) return
      throw stepFailed(site, 'stop', 'it still runs', hostReason('still-runs'))
    },
    undo: null,
  }
}
