import type { AlertNotice } from '#contract/model/alert'
import { noticeText } from '#contract/model/alert-text'
import type { Log } from '../../base/log.ts'
import type { Told, Way } from './way.ts'

/** Alerts as lines of the log. */
export class LogWay implements Way {
  readonly name = 'log'
  readonly #log: Log

  constructor(log: Log) {
    this.#log = log
  }

  tell(notice: AlertNotice): void {
    const text = noticeText(notice, 'en')
    if (notice.kind === 'test') {
      this.#log.info('alert test', { text })
      return
    }
    const { kind, alerts, isRepeat } = notice
    const fields = { rule: alerts[0].facts.rule, count: alerts.length, text }
    if (kind === 'recovered') this.#log.info('alert recovered', fields)
    else this.#log.warn(isRepeat ? 'alert still open' : 'alert opened', fields)
  }

  async test(at: number): Promise<Told> {
    this.tell({ kind: 'test', at })
    return { ok: true, detail: null }
  }
}
