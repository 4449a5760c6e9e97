import { hostNote } from '#contract/host-note'
import type { DeploymentId } from '#contract/ids'
import type { CheckRecord, HostDeployment, StepRecord } from '#contract/model/deployment'
import type { Host } from '#contract/model/host'
import type { Plan, PlanWish } from '../plan.ts'
import type { DeploymentsAround } from './around.ts'
import { lookOnce, notWell, settledChecks } from './checks.ts'
import { noteOnHost } from './host-audit.ts'
import { HostLock } from './host-lock.ts'
import type { HostSession } from './host-session.ts'
import { breakLock, lockAnswerOf } from './lock-commands.ts'
import { noteOf, stopNote } from './note-of.ts'
import { hostStatus, type PlanEnd, type Trouble } from './outcome.ts'
import { reconnecting } from './reconnecting.ts'
import { runPlan } from './run-plan.ts'
import type { HostEnd } from './run-rollout.ts'
import { shownText } from './shown-text.ts'
import { failureText, stopReasonOf, stopText } from './stop-reason.ts'

/** Where a run writes down how far it is. */
export interface HostRunRecord {
  host(change: Partial<HostDeployment>): void
  step(place: number, change: Partial<StepRecord>): void
  /** Those that did not end end so. */
  endSteps(status: 'skipped' | 'cancelled'): void
}

export interface HostRunOptions {
  readonly deploymentId: DeploymentId
  readonly wish: PlanWish
  readonly breaksLock: boolean
  readonly host: Host
  readonly session: HostSession
  readonly record: HostRunRecord
  readonly around: DeploymentsAround
  readonly ending: AbortSignal
}

const auditWithinMs = 10_000

/** One deployment on one host: looks, plans, locks, works, checks, and leaves the lock given back. */
export class HostRun {
  readonly #options: HostRunOptions
  #plan: Plan | null = null
  #changed = 0
  #isDrained = false

  constructor(options: HostRunOptions) {
    this.#options = options
  }

  /** How many steps changed something. */
  get changed(): number {
    return this.#changed
  }

  /** Never rejects: what goes wrong is in the record. */
  async run(signal: AbortSignal): Promise<HostEnd> {
    const { record, session } = this.#options
    record.host({ status: 'Running', problem: null, says: null, stoppedBy: null })
    let end: PlanEnd
    let checks: readonly CheckRecord[] = []
    try {
      const plan = await this.#planned(signal)
      end = await this.#locked(plan, signal, async working => {
        const stepsEnd = await this.#work(plan, working)
        if (stepsEnd.name === 'done') {
          this.#changed = stepsEnd.changed
          checks = await this.#settle(plan, working)
          if (checks.length === 0) checks = await this.#checked(plan, working)
        }
        return stepsEnd
      })
    } catch (failure) {
      end = this.#failed(failure, signal)
    }
    session.drop()
    const status = hostStatus(end, checks)
    if (status === 'Failed' || status === 'Cancelled') {
      record.endSteps(status === 'Failed' ? 'skipped' : 'cancelled')
    }
    record.host({
      status,
      checks,
      ...(end.name === 'done' ? checkProblem(checks) : troubleOf(end)),
      stoppedBy: end.name === 'cancelled' ? stopReasonOf(signal) : null,
    })
    return status
  }

  /** One look at whether it still serves; the check that fails, or null. */
  async recheck(signal: AbortSignal): Promise<CheckRecord | null> {
    const { session, around, record } = this.#options
    const checks = await lookOnce(this.#plan?.checks ?? [], session, around.redact, signal)
    const failing = checks.find(({ passed }) => !passed) ?? null
    if (failing && !signal.aborted) {
      record.host({ checks, status: 'Partial', ...checkProblem(checks) })
    }
    return failing
  }

  close(): void {
    this.#options.session.drop()
  }

  async #planned(signal: AbortSignal): Promise<Plan> {
    const { host, wish, around, record } = this.#options
    const plan = await planFor(host, wish, around, signal)
    this.#plan = plan
    record.host({
      workerId: plan.leaves?.workerId ?? host.installed?.workerId ?? null,
      steps: pendingSteps(plan),
      checks: [],
    })
    return plan
  }

  /** Coolify has its own way to let one work at a time, and may be all that we reach. */
  async #locked(
    plan: Plan,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<PlanEnd>,
  ): Promise<PlanEnd> {
    if (plan.method === 'coolify') return this.#undrained(() => work(signal))
    const { session, around, deploymentId, breaksLock } = this.#options
    const site = session.site('lock')
    const lock = await reconnecting(session, 'lock', around.pace.reconnects, signal, async () => {
      if (breaksLock) await this.#break(signal)
      const holder = { ...around.owner, deploymentId }
      const everyMs = around.pace.lockEveryMs
      const quietSite = session.site('lock', { isQuiet: true })
      return HostLock.take({ site, quietSite, holder, everyMs }, signal)
    })
    try {
      return await this.#undrained(async () => {
        const end = await work(AbortSignal.any([signal, lock.lost]))
        await this.#note(null, end.name)
        return end
      })
    } finally {
      await lock.release()
    }
  }

  async #break(signal: AbortSignal): Promise<void> {
    const { session, host, around } = this.#options
    const { stdout } = await session.site('lock').run(breakLock(), signal)
    const answer = lockAnswerOf(stdout)
    if (answer?.found !== 'broken') return
    await around.note('host.lock-broken', host.id, { owner: answer.heldBy })
  }

  #work(plan: Plan, signal: AbortSignal): Promise<PlanEnd> {
    const { session, record, wish, around, ending } = this.#options
    return runPlan(
      {
        steps: plan.steps,
        session,
        putsBackAll: wish.action === 'provision' || wish.action === 'update',
        redact: around.redact,
        reconnects: around.pace.reconnects,
        ending,
        watch: {
          step: record.step,
          recovering: () => record.host({ status: 'Recovering' }),
          interrupts: working => this.#drain(plan, working),
          outcome: (step, outcome) =>
            plan.method === 'coolify' ? Promise.resolve() : this.#note(step, outcome),
        },
      },
      signal,
    )
  }

  async #drain({ leaves }: Plan, signal: AbortSignal): Promise<void> {
    const { host, around } = this.#options
    if (host.installed === null) return
    this.#isDrained = true
    await around.traffic.drain(host.id, signal)
    if (leaves === null) await around.traffic.leave(host.id)
  }

  /** Whatever happens, a worker that is still there gets requests again. */
  async #undrained(work: () => Promise<PlanEnd>): Promise<PlanEnd> {
    try {
      return await work()
    } finally {
      // Before another one is taken down, this one serves again.
      if (this.#isDrained) await this.#options.around.traffic.undrain(this.#options.host.id)
    }
  }

  /** What is there now is known before it is looked at. One that cannot be joined fails a check. */
  async #settle(plan: Plan, signal: AbortSignal): Promise<readonly CheckRecord[]> {
    const { host, wish, around } = this.#options
    const { hosts, traffic } = around
    const installed = plan.leaves && { ...plan.leaves, at: Date.now() }
    const changed = await hosts.change(host.id, { installed })
    try {
      if (installed === null) await traffic.onUninstalled(changed)
      else if (wish.action !== 'stop') await traffic.onInstalled(changed, wish.action, signal)
      return []
    } catch (failure) {
      return [{ name: 'root-to-worker', passed: false, ...notWell(failure, around.redact) }]
    }
  }

  async #checked(plan: Plan, signal: AbortSignal): Promise<readonly CheckRecord[]> {
    const { session, around } = this.#options
    return settledChecks(plan.checks, session, around.pace.checks, around.redact, signal)
  }

  /** On the host itself. Nothing fails because it could not be written there. */
  async #note(step: string | null, outcome: string): Promise<void> {
    const { session, around, deploymentId, wish } = this.#options
    const note = { at: Date.now(), who: around.owner.who, deploymentId, action: wish.action }
    const site = session.site('audit', { isQuiet: true })
    try {
      await site.run(noteOnHost({ ...note, step, outcome }), AbortSignal.timeout(auditWithinMs))
    } catch (failure) {
      site.say(`Not written to the log on the host: ${around.redact(failureText(failure))}`)
    }
  }

  #failed(failure: unknown, signal: AbortSignal): PlanEnd {
    const { around, host, deploymentId } = this.#options
    const problem = shownText(around.redact(failureText(failure)))
    const stopped = stopReasonOf(signal)
    if (stopped !== null) {
      return { name: 'cancelled', problem: stopText(signal), says: [stopNote(stopped)] }
    }
    around.log.warn('deployment failed', { deployment: deploymentId, host: host.id, problem })
    return { name: 'failed', problem, says: [noteOf(failure, around.redact)] }
  }
}

/** Made anew each time, from what the host is now. */
export async function planFor(
  host: Host,
  wish: PlanWish,
  { discover, planner }: Pick<DeploymentsAround, 'discover' | 'planner'>,
  signal: AbortSignal,
): Promise<Plan> {
  return planner.plan(wish, host, await discover(host.id, signal))
}

export function pendingSteps({ steps }: Plan): readonly StepRecord[] {
  return steps.map(({ name, words, facts = {} }) => ({
    ...{ name, words, facts, status: 'pending', changed: false, message: '', says: null },
    ...{ progress: null, startedAt: null, durationMs: null },
  }))
}

function checkProblem(checks: readonly CheckRecord[]): Pick<HostDeployment, 'problem' | 'says'> {
  const failing = checks.filter(({ passed }) => !passed)
  if (failing.length === 0) return { problem: null, says: null }
  const problem = failing.map(({ name, message }) => `${name}: ${message}`).join(' ')
  return { problem, says: [hostNote('checks-failed')] }
}

const troubleOf = ({ problem, says }: Trouble): Trouble => ({ problem, says })
