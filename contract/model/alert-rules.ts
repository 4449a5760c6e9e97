import { z } from 'zod'

const seconds = (most: number) => z.number().min(0).max(most)
const percent = z.number().min(1).max(100)
const atLeast = z.int().min(1).max(1_000_000)
const overSeconds = z.int().min(5).max(3_600)

/** `false` switches a rule off; what is left out stays as it is. */
const switchable = <S extends z.ZodType>(rule: S) =>
  z.preprocess(value => (value === false ? null : value), rule.nullable())

const offline = z
  .strictObject({ after_seconds: seconds(86_400).default(60) })
  .transform(rule => ({ afterMs: rule.after_seconds * 1_000 }))

const errorRate = z
  .strictObject({
    above_percent: percent.default(20),
    at_least: atLeast.default(10),
    over_seconds: overSeconds.default(300),
  })
  .transform(rule => ({
    aboveShare: rule.above_percent / 100,
    atLeast: rule.at_least,
    overMs: rule.over_seconds * 1_000,
  }))

const latency = z
  .strictObject({
    above_ms: z.number().min(1).max(3_600_000).default(10_000),
    at_least: atLeast.default(10),
    over_seconds: overSeconds.default(300),
  })
  .transform(rule => ({
    aboveMs: rule.above_ms,
    atLeast: rule.at_least,
    overMs: rule.over_seconds * 1_000,
  }))

const budget = z
  .strictObject({ at_percent: percent.default(80) })
  .transform(rule => ({ atShare: rule.at_percent / 100 }))

const disk = z
  .strictObject({ below_percent: percent.default(10), below_gib: z.number().min(0).default(1) })
  .transform(rule => ({
    belowShare: rule.below_percent / 100,
    belowBytes: rule.below_gib * 2 ** 30,
  }))

/** What is near is Oracle's to say. */
const idle = z.strictObject({})

/** `ALERT_RULES`: when each rule holds, and how often it is told. Null: the rule is off. */
export const AlertRules = z
  .strictObject({
    offline: switchable(offline).prefault({}),
    error_rate: switchable(errorRate).prefault({}),
    latency: switchable(latency).prefault({}),
    budget: switchable(budget).prefault({}),
    disk: switchable(disk).prefault({}),
    idle: switchable(idle).prefault({}),
    repeat_hours: z.number().min(0.01).max(8_760).default(6),
    gather_seconds: seconds(600).default(15),
  })
  .transform(({ repeat_hours, gather_seconds, ...rules }) => ({
    ...rules,
    repeatMs: repeat_hours * 3_600_000,
    gatherMs: gather_seconds * 1_000,
  }))
export type AlertRules = z.output<typeof AlertRules>
