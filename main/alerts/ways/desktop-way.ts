import type { AlertNotice, HeldNotice } from '#contract/model/alert'
import type { Told, Way } from './way.ts'

/** Shows a notice on the screen; false where the system has no notifications. */
export type Notify = (notice: AlertNotice | HeldNotice) => boolean

/** Notifications of the system; null where there is no window. */
export class DesktopWay implements Way {
  readonly name = 'desktop'
  readonly #notify: Notify | null

  constructor(notify: Notify | null) {
    this.#notify = notify
  }

  tell(notice: AlertNotice | HeldNotice): void {
    this.#notify?.(notice)
  }

  async test(at: number): Promise<Told> {
    if (!this.#notify) return { ok: false, detail: 'this root node runs without a window' }
    const isShown = this.#notify({ kind: 'test', at })
    return { ok: isShown, detail: isShown ? null : 'this system shows no notifications' }
  }
}
