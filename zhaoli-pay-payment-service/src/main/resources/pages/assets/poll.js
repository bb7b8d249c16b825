// When to ask the server again. Ends are ends: after them nothing is asked any more.
const QUICK_MILLIS = 2_000;
const LONGEST_MILLIS = 30_000;
const LATE_RESULT_MILLIS = 120_000;
const ENDS = new Set(["PAID", "REFUNDED", "CLOSED", "FAILED", "FINISHED"]);

// The pause in milliseconds; null to stop. A payment whose time is over is watched a little longer,
// since money that came at the last moment shows late.
export function pauseBefore({ status, failures, watchedMillis, overMillis }) {
  if (ENDS.has(status)) return null;
  if (status === "EXPIRED" && overMillis > LATE_RESULT_MILLIS) return null;
  if (failures > 0) return Math.min(QUICK_MILLIS * 2 ** Math.min(failures, 10), LONGEST_MILLIS);
  if (watchedMillis < 120_000) return QUICK_MILLIS;
  return watchedMillis < 600_000 ? 2 * QUICK_MILLIS : 4 * QUICK_MILLIS;
}
