// Calls of the operators' API. The browser keeps the token as a cookie that no script reads; the
// header says that a page of ours asks, without which the gateway does not look at the cookie.
import { isChinese } from "./language.js";

const TIMEOUT_MILLIS = 15_000;
const PROOF = { "X-Requested-With": "zhaoli-console" };

/** A refusal: {status, code, message, details, requestId}; code OFFLINE where nobody answered. */
export class Refusal extends Error {
  constructor(status, body) {
    super(body.message || body.code);
    Object.assign(this, { status, code: body.code, details: body.details || {}, requestId: body.requestId });
  }
}

let loggedOut = () => {};

/** What is done when a call finds that nobody is logged in (any more). */
export function whenLoggedOut(action) {
  loggedOut = action;
}

async function send(method, path, body) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MILLIS);
  try {
    const answer = await fetch("/ops/v1" + path, {
      method,
      headers: {
        ...PROOF,
        "Accept-Language": isChinese() ? "zh-CN" : "en",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      signal: abort.signal,
    });
    if (answer.ok) return { answer, content: await answer.blob() };
    const refusal = new Refusal(answer.status, await answer.json().catch(() => ({ code: "UPSTREAM_UNAVAILABLE" })));
    if (refusal.code === "OPERATOR_UNAUTHENTICATED") loggedOut();
    throw refusal;
  } catch (problem) {
    if (problem instanceof Refusal) throw problem;
    throw new Refusal(0, { code: "OFFLINE" });
  } finally {
    clearTimeout(timer);
  }
}

async function json(method, path, body) {
  const { content } = await send(method, path, body);
  return content.size === 0 ? null : JSON.parse(await content.text());
}

/** Parameters that are null or empty are left out. */
function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return given.length === 0 ? "" : "?" + new URLSearchParams(given);
}

export const api = {
  get: (path, parameters = {}) => json("GET", path + query(parameters)),
  post: (path, body) => json("POST", path, body),
  put: (path, body) => json("PUT", path, body),
  remove: (path) => json("DELETE", path),
  /** A picture or file, as a Blob. */
  file: async (path) => (await send("GET", path)).content,
};
