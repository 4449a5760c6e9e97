import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { type NpmPackage, unpackNpmPackage } from '../npm-package.ts'
import { runQuietly } from '../run.ts'

/** From the time of Node 20, so that nothing younger is called. */
const nodeApiHeaders: NpmPackage = {
  name: 'node-api-headers',
  version: '1.3.0',
  integrity:
    'sha512-8Bviwtw4jNhv0B2qDjj4M5e6GyAuGtxsmZTrFJu3S3Z0+oHwIgSUdIKkKJmZd+EbMo7g3v4PLBbrjxwmZOqMBg==',
}

const fromSqlite = createRequire(createRequire(import.meta.url).resolve('better-sqlite3'))
const sqlitePackage = path.dirname(fromSqlite.resolve('better-sqlite3/package.json'))

/** Builds the better-sqlite3 of this project for Node 20, whose own binary needs a newer one, with the compiler alone. */
export async function buildSqliteBinding(workFolder: string, output: string): Promise<void> {
  const headers = await unpackNpmPackage(nodeApiHeaders, path.join(workFolder, 'headers'))
  const addonHeaders = path.dirname(fromSqlite.resolve('node-addon-api/package.json'))
  const sqlite = path.join(sqlitePackage, 'deps', 'sqlite3')
  const engineObject = path.join(workFolder, 'engine.o')
  const bindingObject = path.join(workFolder, 'binding.o')

  await Promise.all([
    runQuietly('gcc', [
      ...['-c', '-w', '-O2', '-fPIC', '-DNDEBUG', ...(await engineDefines())],
      ...[path.join(sqlite, 'sqlite3.c'), '-o', engineObject],
    ]),
    runQuietly('g++', [
      ...['-c', '-std=c++20', '-O2', '-fPIC', '-fvisibility=hidden', '-DNDEBUG'],
      ...['-include', path.join(import.meta.dirname, 'node-20-api.h')],
      '-DNODE_GYP_MODULE_NAME=better_sqlite3',
      ...['-DNAPI_DISABLE_CPP_EXCEPTIONS', '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS'],
      ...[path.join(headers, 'include'), addonHeaders, sqlite].map(folder => `-I${folder}`),
      ...[path.join(sqlitePackage, 'src', 'better_sqlite3.cpp'), '-o', bindingObject],
    ]),
  ])
  // Without -Bsymbolic the binding would use the SQLite inside Electron where the names meet.
  await runQuietly('g++', [
    ...['-shared', '-o', output, bindingObject, engineObject],
    ...['-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL', '-ldl'],
  ])
}

/** The switches that better-sqlite3 itself compiles SQLite with. */
async function engineDefines(): Promise<readonly string[]> {
  const text = await readFile(path.join(sqlitePackage, 'deps', 'defines.gypi'), 'utf8')
  const defines = [...text.matchAll(/'((?:HAVE|SQLITE)_[^']+)'/g)].map(match => `-D${match[1]}`)
  if (defines.length === 0) throw new Error('better-sqlite3 has no list of switches any more')
  return defines
}
