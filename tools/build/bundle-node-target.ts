import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'rolldown'
import { inProject, projectDir } from '../project.ts'
import { absentNatives } from './absent-natives.ts'
import { bundledLicenses } from './bundled-licenses.ts'
import { external, type NodeTarget } from './node-targets.ts'

/** The oldest Node that a bundle may meet: the one inside Electron 33. */
const oldestNode = 'node20.18'

const { version }: { version: string } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'))

/** What `npm run openapi` made of the contract; JSON is JavaScript. */
const openApi = readFileSync(inProject('docs', 'openapi.json'), 'utf8')

/** ssh2 asks for it as it loads, and it is not there in an ES module. */
const commonJsNames = { __dirname: 'import.meta.dirname' }

export async function bundleNodeTarget(target: NodeTarget, outDir: string): Promise<void> {
  const { output } = await build({
    cwd: projectDir,
    input: inProject(target.entry),
    platform: 'node',
    external: [...external],
    plugins: [absentNatives],
    transform: {
      target: oldestNode,
      define: {
        BANYAN_VERSION: JSON.stringify(version),
        BANYAN_OPENAPI: openApi,
        ...(target.format === 'esm' ? commonJsNames : {}),
      },
    },
    logLevel: 'warn',
    output: {
      file: path.join(outDir, target.file),
      format: target.format,
      codeSplitting: false,
      // Half the text to read at each start; names stay, so that an error says where it came from.
      minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
      sourcemap: true,
    },
  })
  const licenses = await bundledLicenses(output[0].moduleIds)
  if (licenses !== '') await writeFile(path.join(outDir, licensesFile(target)), licenses)
}

/** Beside the bundle: `worker.licenses.txt`. */
function licensesFile({ file }: NodeTarget): string {
  return `${path.parse(file).name}.licenses.txt`
}
