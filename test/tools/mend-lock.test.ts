import { expect, test } from 'vitest'
import { mendLock, readLock } from '#tools/mend-lock'

test('the lock is mended; if not: npm run lock:mend', () => {
  const lock = readLock()
  expect(lock).toEqual(mendLock(lock))
})

test('mending keeps npm from compiling what is there or not needed, and names Biome for every system', () => {
  const biome = {
    version: '2.0.0',
    optionalDependencies: { '@biomejs/cli-linux-x64-musl': '2.0.0' },
  }
  const packages = {
    '': {},
    'node_modules/better-sqlite3': { version: '13.2.0' },
    'node_modules/@biomejs/biome': biome,
    'node_modules/ssh2': { version: '1.17.0', hasInstallScript: true },
  }
  expect(mendLock({ packages })).toEqual({
    packages: {
      '': {},
      'node_modules/@biomejs/biome': biome,
      'node_modules/@biomejs/cli-linux-x64-musl': {
        version: '2.0.0',
        cpu: ['x64'],
        dev: true,
        libc: ['musl'],
        optional: true,
        os: ['linux'],
      },
      'node_modules/better-sqlite3': { version: '13.2.0', gypfile: false },
      'node_modules/ssh2': { version: '1.17.0', gypfile: false },
    },
  })
})
