import { expect, test } from 'vitest'
import { parseFlags } from '#main/settings/flags'

const strict = { allowUnknown: false }

function read(...argv: readonly string[]) {
  const { settings, switches } = parseFlags(argv, strict)
  return { settings: Object.fromEntries(settings), switches: [...switches] }
}

test('reads values with a space or an equals sign, and the last of two', () => {
  expect(read('--port', '3100', '--host=::1', '--default-model=a=b', '--port=3200')).toEqual({
    settings: { port: '3200', host: '::1', defaultModel: 'a=b' },
    switches: [],
  })
})

test('reads on and off in every form', () => {
  const forms = [
    ['--local-worker'],
    ['--local-worker=false'],
    ['--local-worker', 'off'],
    ['--no-local-worker'],
    ['--local-worker', '--headless'],
  ]
  expect(forms.map(argv => read(...argv).settings)).toEqual(
    ['true', 'false', 'off', 'false', 'true'].map(localWorker => ({ localWorker })),
  )
})

test('knows the switches that are no settings', () => {
  expect(read('--headless', '--no-sandbox', '-h', '--version')).toEqual({
    settings: {},
    switches: ['--headless', '--no-sandbox', '--help', '--version'],
  })
})

test('names the nearest flag to one that it does not know, and never a value', () => {
  const refusals = ['--prot=1', '--openai-key=sk-1', '--headles', '--no-port', '3000'].map(
    argument => {
      try {
        return read(argument)
      } catch (failure) {
        return String(failure)
      }
    },
  )
  expect(refusals).toEqual(
    [
      ['--prot', '--port'],
      ['--openai-key', '--openai-api-key'],
      ['--headles', '--headless'],
      ['--no-port', '--port'],
      ['3000', '--host'],
    ].map(
      ([flag, nearest]) =>
        `FaultError: argument: "${flag}" is not allowed; the nearest is ${nearest}, and --help lists all.`,
    ),
  )
})

test('passes by what Electron adds, when it is told to', () => {
  const argv = ['.', '--inspect=0', '--remote-debugging-port=0', '--lang', 'zh', '--port=3100']
  const { settings } = parseFlags(argv, { allowUnknown: true })
  expect([...settings]).toEqual([['port', '3100']])
})

test('refuses a flag without its value', () => {
  expect(() => read('--port', '--headless')).toThrow('--port: "" is not allowed; a whole number')
})

test('takes no secret from the command line', () => {
  expect(() => read('--openai-api-key', 'sk-123')).toThrow(
    '--openai-api-key: "[secret]" is not allowed; set OPENAI_API_KEY instead',
  )
})

test('takes the file of a restore, which is no setting', () => {
  const files = [['--restore', 'a.db'], ['--restore=b=c.db'], []].map(
    argv => parseFlags(argv, strict).restore,
  )
  expect(files).toEqual(['a.db', 'b=c.db', null])
  expect(() => read('--restore')).toThrow('--restore: "" is not allowed; the file of a backup')
  expect(read('--verify-audit', '--start-empty').switches).toEqual([
    '--verify-audit',
    '--start-empty',
  ])
})
