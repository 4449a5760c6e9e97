import { expect, test } from 'vitest'
import { asCsv, csvOf } from '#renderer/screens/metrics/as-csv'
import { aSeries } from './a-series.ts'

test('is as RFC 4180 has it', () => {
  const rows = [
    ['plain', 'a,b', 'say "hi"', 'two\nlines', null, 1.5],
    ['', '你好', ' ', 'x', 0, null],
  ]
  expect(csvOf(rows)).toBe('plain,"a,b","say ""hi""","two\nlines",,1.5\r\n,你好, ,x,0,\r\n')
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('makes no formula of %j', text => {
  expect(csvOf([[text]])).toBe(`'${text}\r\n`)
})

test('a number stays a number, below zero too', () => {
  expect(csvOf([[-1.5]])).toBe('-1.5\r\n')
})

test('has a line for each step, and one of each group where they are told apart', () => {
  const whole = asCsv(aSeries(), () => '')
  expect(whole.split('\r\n').slice(0, 3)).toEqual([
    'at,requests,failed,in_flight,first_token_p50_ms,first_token_p95_ms,first_token_p99_ms,latency_p50_ms,latency_p95_ms,latency_p99_ms,prompt_tokens,completion_tokens,cost_usd',
    '2026-11-22T03:00:00.000Z,1,1,1,1,1,1,1,1,1,1,1,1',
    '2026-11-22T03:01:00.000Z,,,,,,,,,,,,',
  ])
  const split = asCsv(aSeries({ by: 'app' }), key => `=${key}`)
  expect(split.split('\r\n')[1]).toMatch(/^2026-11-22T03:00:00.000Z,'=a1,1,/)
})
