import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** The texts of the licenses of the packages that a bundle's modules come from; empty when there are none. */
export async function bundledLicenses(moduleIds: readonly string[]): Promise<string> {
  const folders = new Set(moduleIds.flatMap(id => packageFolder(id) ?? []))
  const texts = await Promise.all([...folders].toSorted().map(licenseOf))
  return texts.join('\n')
}

function packageFolder(moduleId: string): string | null {
  return (
    /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(moduleId.replaceAll('\\', '/'))?.[0] ?? null
  )
}

async function licenseOf(folder: string): Promise<string> {
  const manifest: { name: string; version: string; license?: string } = JSON.parse(
    await readFile(path.join(folder, 'package.json'), 'utf8'),
  )
  const file = (await readdir(folder)).find(name => /^licen[cs]e/i.test(name))
  const text = file ? await readFile(path.join(folder, file), 'utf8') : ''
  const title = `${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})`
  return `${title}\n${'='.repeat(title.length)}\n\n${text.trim()}\n`
}
