#!/usr/bin/env node
// Prints the headers that sign one call (spec/open-api-signing.md), for curl -H @-.
// Usage: sign.mjs METHOD PATH[?QUERY] [IDEMPOTENCY-KEY] <body   (no body: </dev/null)
import { createHash, createHmac, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";

const again = (text) => encodeURIComponent(decodeURIComponent(text))
  .replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());
const pair = (part) => {
  const [name, ...value] = part.split("=");
  return [again(name), again(value.join("="))];
};
const order = (a, b) => (a[0] === b[0] ? +(a[1] > b[1]) - +(a[1] < b[1]) : a[0] < b[0] ? -1 : 1);
const canonical = (query) =>
  query.split("&").filter(Boolean).map(pair).sort(order).map((p) => p.join("=")).join("&");

const [method, target, key = ""] = process.argv.slice(2);
const [path, ...query] = target.split("?");
const env = process.env;
const timestamp = env.TIMESTAMP || Math.floor(Date.now() / 1000); // set by tests only, as is the nonce
const nonce = env.NONCE || randomBytes(16).toString("hex");
const hash = createHash("sha256").update(readFileSync(0)).digest("hex");
const lines = ["ZHAOLI1", method, path, canonical(query.join("?")), timestamp, nonce, key, hash];
const secret = env.ZHAOLI_PAY_APP_SECRET + env.ZHAOLI_PAY_SALT;
const sign = createHmac("sha256", secret).update(lines.join("\n")).digest("hex");
const headers = { "App-Id": env.ZHAOLI_PAY_APP_ID, "App-Key": env.ZHAOLI_PAY_APP_KEY, Nonce: nonce,
  Timestamp: timestamp, "Sign-Type": "HMAC-SHA256", Sign: sign };
for (const [name, value] of Object.entries(headers)) console.log(`X-Zhaoli-${name}: ${value}`);
if (key) console.log(`Idempotency-Key: ${key}`);
