import type { SparkLook } from './sparks.ts'
import type { Point } from './wire.ts'

export type SparkColours = Readonly<Record<SparkLook, string>>

/** The style sheet says them; they are read again now and then, as the theme may change. */
export function sparkColours(place: Element): SparkColours {
  const style = getComputedStyle(place)
  return {
    going: style.getPropertyValue('--spark-going'),
    served: style.getPropertyValue('--spark-served'),
    rescued: style.getPropertyValue('--spark-rescued'),
    failed: style.getPropertyValue('--spark-failed'),
  }
}

/** A dot is on its way or well, a triangle needed another attempt, a cross failed. */
export function drawSpark(
  brush: CanvasRenderingContext2D,
  look: SparkLook,
  { x, y }: Point,
  colours: SparkColours,
): void {
  brush.beginPath()
  switch (look) {
    case 'going':
    case 'served':
      brush.fillStyle = colours[look]
      brush.arc(x, y, look === 'going' ? 3.5 : 2.5, 0, 2 * Math.PI)
      brush.fill()
      return
    case 'rescued':
      brush.fillStyle = colours.rescued
      brush.moveTo(x, y - 4.5)
      brush.lineTo(x + 5, y + 4)
      brush.lineTo(x - 5, y + 4)
      brush.fill()
      return
    case 'failed':
      brush.strokeStyle = colours.failed
      brush.lineWidth = 2.2
      brush.moveTo(x - 3.5, y - 3.5)
      brush.lineTo(x + 3.5, y + 3.5)
      brush.moveTo(x + 3.5, y - 3.5)
      brush.lineTo(x - 3.5, y + 3.5)
      brush.stroke()
  }
}
