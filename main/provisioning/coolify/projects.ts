import { z } from 'zod'
import { type CoolifyCaller, segment } from './coolify-caller.ts'
import { Created, textOrNull } from './tolerant.ts'

const Project = z.object({ uuid: z.string(), name: textOrNull, description: textOrNull })
const Environment = z.object({ name: z.string() })

export interface CoolifyProject {
  readonly uuid: string
  readonly description: string | null
}

/** The projects of one team; applications lie in an environment of one. */
export class CoolifyProjects {
  readonly #caller: CoolifyCaller

  constructor(caller: CoolifyCaller) {
    this.#caller = caller
  }

  async named(name: string, signal: AbortSignal): Promise<CoolifyProject | null> {
    const ask = { method: 'GET', path: '/projects' } as const
    const found = await this.#caller.json(ask, z.array(Project), signal)
    return found.find(project => project.name === name) ?? null
  }

  async add(
    project: { readonly name: string; readonly description: string },
    signal: AbortSignal,
  ): Promise<string> {
    const ask = { method: 'POST', path: '/projects', body: project } as const
    return (await this.#caller.json(ask, Created, signal)).uuid
  }

  /** The names of its environments. */
  async environments(uuid: string, signal: AbortSignal): Promise<readonly string[]> {
    const ask = { method: 'GET', path: `/projects/${segment(uuid)}/environments` } as const
    return (await this.#caller.json(ask, z.array(Environment), signal)).map(({ name }) => name)
  }

  async addEnvironment(uuid: string, name: string, signal: AbortSignal): Promise<void> {
    const path = `/projects/${segment(uuid)}/environments`
    await this.#caller.text({ method: 'POST', path, body: { name } }, signal)
  }

  /** Refused while anything is in it. */
  async remove(uuid: string, signal: AbortSignal): Promise<void> {
    await this.#caller.text({ method: 'DELETE', path: `/projects/${segment(uuid)}` }, signal)
  }
}
