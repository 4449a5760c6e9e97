import type { Alert, AlertNotice, AlertRuleName } from '#contract/model/alert'
import type { Finding } from './finding.ts'

/** The part of the store that alerts need. */
export interface AlertShelf {
  /** Those of which something may still be told. */
  unsettled(): readonly Alert[]
  /** 0 when there was none yet. */
  newestId(): number
  save(alerts: readonly Alert[]): Promise<void>
}

export interface AlertPace {
  /** An alert that stays open is told again after this time. */
  readonly repeatMs: number
  /** What happens to several within this time is told as one. */
  readonly gatherMs: number
}

/** What came of one look. */
export interface Looked {
  readonly changed: readonly Alert[]
  readonly notices: readonly AlertNotice[]
}

type Holding = Extract<Finding, { state: 'holds' }>
type Findings = ReadonlyMap<AlertRuleName, readonly Finding[]>
const kinds = ['opened', 'repeated', 'recovered'] as const

/** Opens and closes alerts by what was found, and says what is to be told of them: each thing once. */
export class AlertBook {
  readonly #pace: AlertPace
  /** By rule and subject: those that are not settled. */
  readonly #alerts: Map<string, Alert>
  /** Since when something waits to be told, by rule and kind. */
  readonly #waiting = new Map<string, number>()
  #newestId: number

  constructor(shelf: Pick<AlertShelf, 'unsettled' | 'newestId'>, pace: AlertPace) {
    this.#pace = pace
    this.#alerts = new Map(shelf.unsettled().map(alert => [keyOfAlert(alert), alert]))
    this.#newestId = shelf.newestId()
  }

  /** Rules that were not asked are off: what they had found is forgotten without a word. */
  look(findings: Findings, now: number): Looked {
    const changed = new Map<number, Alert>()
    const change = (alert: Alert) => {
      changed.set(alert.id, alert)
      if (alert.isSettled) this.#alerts.delete(keyOfAlert(alert))
      else this.#alerts.set(keyOfAlert(alert), alert)
    }
    for (const finding of [...findings.values()].flat()) {
      if (finding.state === 'holds') this.#hold(finding, now, change)
    }
    this.#recover(findings, now, change)
    const notices = [...findings.keys()].flatMap(rule => this.#notices(rule, now, change))
    return { changed: [...changed.values()], notices }
  }

  #hold({ subject, severity, facts }: Holding, now: number, change: (alert: Alert) => void): void {
    const known = this.#alerts.get(keyOf(facts.rule, subject))
    if (!known) {
      const id = ++this.#newestId
      const untold = { openedAt: now, toldAt: null, toldAs: null, recoveredAt: null }
      change({ id, subject, severity, facts, ...untold, isSettled: false })
      return
    }
    const isWorse = known.severity === 'warning' && severity === 'critical'
    const held = {
      ...known,
      facts,
      recoveredAt: null,
      severity: isWorse ? severity : known.severity,
    }
    if (isWorse || known.recoveredAt !== null) change(held)
    else this.#alerts.set(keyOfAlert(held), held)
  }

  #recover(findings: Findings, now: number, change: (alert: Alert) => void): void {
    const found = new Set(
      [...findings].flatMap(([rule, each]) => each.map(({ subject }) => keyOf(rule, subject))),
    )
    for (const [key, alert] of this.#alerts) {
      if (!findings.has(alert.facts.rule)) {
        change({ ...alert, recoveredAt: alert.recoveredAt ?? now, isSettled: true })
      } else if (alert.recoveredAt === null && !found.has(key)) {
        // Of what nobody heard of, nobody needs to hear that it is over.
        change({ ...alert, recoveredAt: now, isSettled: alert.toldAs === null })
      }
    }
  }

  #notices(
    rule: AlertRuleName,
    now: number,
    change: (alert: Alert) => void,
  ): readonly AlertNotice[] {
    const alerts = [...this.#alerts.values()].filter(({ facts }) => facts.rule === rule)
    return kinds.flatMap(kind => {
      const [first, ...rest] = alerts.filter(alert => this.#toTell(alert, now) === kind)
      const key = `${rule} ${kind}`
      if (!first) {
        this.#waiting.delete(key)
        return []
      }
      const since = this.#waiting.get(key) ?? now
      this.#waiting.set(key, since)
      if (now - since < this.#pace.gatherMs) return []
      this.#waiting.delete(key)
      for (const alert of [first, ...rest]) {
        const told = { toldAt: now, toldAs: alert.severity }
        change({ ...alert, ...told, isSettled: kind === 'recovered' })
      }
      return [
        {
          kind: kind === 'recovered' ? 'recovered' : 'opened',
          at: now,
          isRepeat: kind === 'repeated',
          alerts: [first, ...rest],
        },
      ]
    })
  }

  #toTell(alert: Alert, now: number): (typeof kinds)[number] | null {
    const { recoveredAt, toldAt, toldAs, severity } = alert
    if (recoveredAt !== null) return 'recovered'
    if (toldAt === null || toldAs !== severity) return 'opened'
    return now - toldAt >= this.#pace.repeatMs ? 'repeated' : null
  }
}

function keyOf(rule: AlertRuleName, subject: string): string {
  return `${rule} ${subject}`
}

function keyOfAlert({ facts, subject }: Alert): string {
  return keyOf(facts.rule, subject)
}
