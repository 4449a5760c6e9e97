import { nextTimeAt } from '#contract/model/quiet-hours'

export const mutes = ['hour', 'morning', 'week'] as const
export type Mute = (typeof mutes)[number]

const hourMs = 3_600_000
const morning = 7 * 60

/** Until when alerts keep silent: every place that offers it means the same. */
export function muteUntil(mute: Mute, now: number): number {
  switch (mute) {
    case 'hour':
      return now + hourMs
    case 'morning':
      return nextTimeAt(morning, now)
    case 'week': {
      // By the calendar: the clock may be put forward or back in between.
      const end = new Date(now)
      end.setDate(end.getDate() + 7)
      return end.getTime()
    }
  }
}
