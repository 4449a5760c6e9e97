import { z } from 'zod'

// The window's policy forbids eval, which zod would try for its fast path.
z.config({ jitless: true })
