import type { Ailment, HealingMode, HealingRecord } from '#contract/model/healing'
import type { Route } from '../route.ts'

export interface HealingSource {
  readonly mode: HealingMode
  readonly healer: {
    /** What is wrong now. */
    readonly open: readonly {
      readonly subject: string
      readonly ailment: Ailment
      readonly forMs: number
      readonly actionsLeft: number
    }[]
    /** The newest last. */
    readonly records: readonly HealingRecord[]
  }
}

/** `GET /api/healing`: what is wrong with workers, and what was done about it. */
export function healing({ mode, healer }: HealingSource): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/healing',
      access: 'owner',
      handle: call =>
        call.answer(200, {
          mode,
          ailments: healer.open.map(({ subject, ailment, forMs, actionsLeft }) => ({
            subject,
            ailment,
            for_seconds: Math.round(forMs) / 1_000,
            actions_left: actionsLeft,
          })),
          actions: healer.records.map(actionJson).toReversed(),
        }),
    },
  ]
}

function actionJson({ at, durationMs, ...record }: HealingRecord) {
  return { at: new Date(at).toISOString(), ...record, duration_ms: durationMs }
}
