export interface TextFamily {
  readonly name: string
  readonly type: string
  readonly help: string
  readonly samples: readonly TextSample[]
}

export interface TextSample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

const name = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const sampleForm = new RegExp(`^(${name})(?:\\{(.*)\\})? (\\S+)$`)
const labelForm = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\"n])*)"(,|$)/y

/** Reads what Prometheus would; throws where that would refuse a line. */
export function readPrometheusText(text: string): readonly TextFamily[] {
  if (!text.endsWith('\n')) throw new Error('the last line has no end')
  const families: (TextFamily & { samples: TextSample[] })[] = []
  let help: { readonly name: string; readonly text: string } | null = null
  for (const line of text.split('\n').filter(each => each !== '')) {
    const [, mark, of = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? []
    if (mark === 'HELP') {
      help = { name: of, text: rest }
    } else if (mark === 'TYPE') {
      if (help?.name !== of) throw new Error(`${of} has no HELP`)
      if (families.some(family => family.name === of)) throw new Error(`${of} is there twice`)
      families.push({ name: of, type: rest, help: help.text, samples: [] })
    } else {
      const family = families.at(-1)
      const sample = readSample(line)
      if (!family || !belongs(sample, family)) throw new Error(`${line} belongs to nothing`)
      family.samples.push(sample)
    }
  }
  return families
}

function readSample(line: string): TextSample {
  const [, of, labelText = '', number] = sampleForm.exec(line) ?? []
  if (of === undefined) throw new Error(`no sample: ${line}`)
  const value = number === '+Inf' ? Number.POSITIVE_INFINITY : Number(number)
  if (Number.isNaN(value) && number !== 'Nan' && number !== 'NaN') throw new Error(line)
  return { name: of, labels: readLabels(labelText), value }
}

function readLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {}
  labelForm.lastIndex = 0
  while (labelForm.lastIndex < text.length) {
    const found = labelForm.exec(text)
    if (!found) throw new Error(`no labels: ${text}`)
    const [, label = '', value = ''] = found
    if (label in labels) throw new Error(`${label} is there twice: ${text}`)
    labels[label] = value
  }
  return labels
}

function belongs({ name: of, labels }: TextSample, { name: family, type }: TextFamily): boolean {
  if (type === 'histogram' && of === `${family}_bucket`) return 'le' in labels
  const endings = type === 'histogram' || type === 'summary' ? ['_sum', '_count'] : ['']
  if (type === 'summary' && of === family) return 'quantile' in labels
  return endings.some(ending => of === family + ending)
}

/** What promtool's rules for names and histograms find wrong, in so far as they concern us. */
export function complaintsAbout(families: readonly TextFamily[]): readonly string[] {
  return families.flatMap(family => {
    const { name: of, type, help } = family
    return [
      ...(help === '' ? [`${of} has no help`] : []),
      ...((type === 'counter') === of.endsWith('_total') ? [] : [`${of} is a ${type}`]),
      ...(/_(ms|milliseconds|minutes|kilobytes|kb|mb)(_|$)/.test(of) ? [`${of}: base units`] : []),
      ...twice(family),
      ...(type === 'histogram' ? brokenHistograms(family) : []),
    ]
  })
}

function twice({ samples }: TextFamily): readonly string[] {
  const keys = samples.map(
    ({ name: of, labels }) => of + JSON.stringify(Object.entries(labels).sort()),
  )
  return keys
    .filter((key, place) => keys.indexOf(key) !== place)
    .map(key => `${key} is there twice`)
}

function brokenHistograms({ samples }: TextFamily): readonly string[] {
  const complaints: string[] = []
  let before: TextSample | null = null
  for (const sample of samples) {
    const { le } = sample.labels
    if (before && le !== undefined && sample.value < before.value) {
      complaints.push(`${sample.name} falls at ${le}`)
    }
    if (sample.name.endsWith('_count') && sample.value !== last(samples, sample)) {
      complaints.push(`${sample.name} is not its last bucket`)
    }
    before = le === undefined || le === '+Inf' ? null : sample
  }
  return complaints
}

function last(samples: readonly TextSample[], { labels }: TextSample): number | undefined {
  const wanted = JSON.stringify(Object.entries(labels).sort())
  const bucket = samples.find(({ labels: { le, ...rest } }) => {
    return le === '+Inf' && JSON.stringify(Object.entries(rest).sort()) === wanted
  })
  return bucket?.value
}
