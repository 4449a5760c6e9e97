import { colourOf } from '../../ui/chart-colours.ts'

const gap = 24
const headHeight = 52

/** All charts below an element in one picture, two in a row, as base64. */
export function chartsAsPng(root: HTMLElement, title: string): string {
  const charts = [...root.querySelectorAll<HTMLElement>('[data-chart]')].flatMap(chart => {
    const lines = chart.querySelector('canvas')
    return lines ? [{ chart, lines }] : []
  })
  const scale = window.devicePixelRatio
  const width = Math.max(320, ...charts.map(({ lines }) => lines.width / scale))
  const height = Math.max(120, ...charts.map(({ lines }) => lines.height / scale)) + headHeight
  const columns = Math.min(2, Math.max(1, charts.length))
  const rows = Math.ceil(charts.length / columns)
  const canvas = document.createElement('canvas')
  canvas.width = (columns * (width + gap) + gap) * scale
  canvas.height = (rows * (height + gap) + gap + 32) * scale
  const draw = canvas.getContext('2d')
  if (!draw) throw new Error('this system draws no pictures')
  const { fontFamily } = getComputedStyle(root)
  const [ground, ink, dim] = ['--surface-0', '--ink', '--ink-2'].map(token => colourOf(root, token))
  const write = (text: string, x: number, y: number, colour = ink, font = '12px') => {
    draw.font = `${font} ${fontFamily}`
    draw.fillStyle = colour ?? ''
    draw.fillText(text, x, y)
  }
  draw.scale(scale, scale)
  draw.fillStyle = ground ?? ''
  draw.fillRect(0, 0, canvas.width, canvas.height)
  write(title, gap, gap + 8, ink, '600 15px')
  for (const [at, { chart, lines }] of charts.entries()) {
    const x = gap + (at % columns) * (width + gap)
    const y = gap + 32 + Math.floor(at / columns) * (height + gap)
    write(chart.dataset['chart'] ?? '', x, y + 14, ink, '600 13px')
    let left = x
    for (const line of chart.querySelectorAll<HTMLElement>('[data-colour]')) {
      const name = line.querySelector('.chart-name')?.textContent ?? ''
      draw.fillStyle = colourOf(root, line.dataset['colour'] ?? '--ink')
      draw.fillRect(left, y + 28, 10, 3)
      write(name, left + 14, y + 33, dim, '11px')
      left += draw.measureText(name).width + 30
    }
    draw.drawImage(lines, x, y + headHeight - 8, lines.width / scale, lines.height / scale)
  }
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '')
}
