// Amounts are text and whole numbers of fen (BigInt), never floating point.
// YuanAmount.java reads the same texts.
export const MIN_FEN = 1n;
export const MAX_FEN = 5_000_000n;

const SHAPE = /^(0|[1-9][0-9]{0,4})(?:\.([0-9]{1,2}))?$/;

// What Chinese keyboards type for digits and the point, and what people type around an amount.
export function normalise(typed) {
  return typed
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[．。]/g, ".")
    .replace(/[\s¥￥]/g, "")
    .replace(/^\./, "0.")
    .replace(/^0+(?=[0-9])/, "")
    .replace(/\.$/, "");
}

// {fen, yuan} or {problem}: "empty", "shape", "decimals", "small" or "large".
export function parseYuan(typed) {
  const text = normalise(typed);
  if (text === "") return { problem: "empty" };
  if (/^[0-9]+\.[0-9]{3,}$/.test(text)) return { problem: "decimals" };
  if (/^[0-9]{6,}(\.|$)/.test(text)) return { problem: "large" };
  const match = SHAPE.exec(text);
  if (!match) return { problem: "shape" };
  const fen = BigInt(match[1]) * 100n + BigInt((match[2] || "").padEnd(2, "0"));
  if (fen < MIN_FEN) return { problem: "small" };
  if (fen > MAX_FEN) return { problem: "large" };
  return { fen, yuan: toYuan(fen) };
}

export function toYuan(fen) {
  return `${fen / 100n}.${String(fen % 100n).padStart(2, "0")}`;
}

// "1234567.80" as "1,234,567.80", for reading.
export function grouped(yuan) {
  const [whole, decimals] = yuan.split(".");
  return `${whole.replace(/\B(?=([0-9]{3})+$)/g, ",")}.${decimals}`;
}
