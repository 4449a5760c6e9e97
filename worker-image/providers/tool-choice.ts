import { z } from 'zod'
import type { ModelRequest } from './provider.ts'

/** Whether the model may, must not or must call a tool. */
export type ToolChoice =
  | { readonly kind: 'auto' | 'none' | 'required' }
  | { readonly kind: 'named'; readonly name: string }

export interface OfferedTool {
  readonly name: string
  readonly description: string | null
  readonly parameters: Readonly<Record<string, unknown>> | null
}

const Named = z.object({ function: z.object({ name: z.string() }) })

export function toolChoice(request: ModelRequest): ToolChoice {
  const choice = request.tool_choice
  if (choice === 'none' || choice === 'required') return { kind: choice }
  const named = Named.safeParse(choice)
  return named.success ? { kind: 'named', name: named.data.function.name } : { kind: 'auto' }
}

export function offeredTools(request: ModelRequest): readonly OfferedTool[] {
  return (request.tools ?? []).flatMap(({ function: one }) =>
    one
      ? [
          {
            name: one.name,
            description: one.description ?? null,
            parameters: one.parameters ?? null,
          },
        ]
      : [],
  )
}

export function allowsParallelCalls(request: ModelRequest): boolean {
  return request['parallel_tool_calls'] !== false
}
