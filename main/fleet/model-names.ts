const usualIssue = ':latest'

/** Whether a model is among these: Ollama lists the usual issue of a model with a word for it, which its clients leave out. */
export function holds(models: ReadonlySet<string>, model: string): boolean {
  if (models.has(model) || models.has(model + usualIssue)) return true
  return model.endsWith(usualIssue) && models.has(model.slice(0, -usualIssue.length))
}
