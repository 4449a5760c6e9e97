import { type ExportResult, ExportResultCode } from '@opentelemetry/core'
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace'

/** Tells once when sending begins to fail, and again only after it had worked. */
export class TellingExporter implements SpanExporter {
  readonly #exporter: SpanExporter
  readonly #onTrouble: (detail: string) => void
  #isFailing = false

  constructor(exporter: SpanExporter, onTrouble: (detail: string) => void) {
    this.#exporter = exporter
    this.#onTrouble = onTrouble
  }

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.#exporter.export(spans, result => {
      const hasFailed = result.code === ExportResultCode.FAILED
      if (hasFailed && !this.#isFailing) this.#onTrouble(result.error?.message ?? 'no reason given')
      this.#isFailing = hasFailed
      done(result)
    })
  }

  async forceFlush(): Promise<void> {
    await this.#exporter.forceFlush?.()
  }

  shutdown(): Promise<void> {
    return this.#exporter.shutdown()
  }
}
