// Stands at resources/app of the cached Electron, which came without the app that Electron
// itself brings for `electron <folder>`; so that one Electron serves every clone.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const rest = process.argv.slice(1)
const folder = rest.find(argument => !argument.startsWith('-'))

if (folder !== undefined) await launch(path.resolve(folder))
else if (rest.includes('--version')) leave(0, `v${process.versions.electron}`)
else leave(1, 'Say which folder to run: electron <folder> [flags]')

async function launch(appPath) {
  const manifest = JSON.parse(readFileSync(path.join(appPath, 'package.json'), 'utf8'))
  Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true })
  app.setName(manifest.productName ?? manifest.name)
  app.setVersion(manifest.version)
  app.setDesktopName(`${app.name}.desktop`)
  app.setAppPath(appPath)
  app.setPath('userData', path.join(app.getPath('appData'), app.name))
  await import(pathToFileURL(path.join(appPath, manifest.main)).href)
}

function leave(code, text) {
  process.stdout.write(`${text}\n`)
  app.exit(code)
}
