// Requests to our own server. A failure is {code}: the server's, or OFFLINE where none answered.
const TIMEOUT_MILLIS = 15_000;

export async function getJson(url) {
  return send(url, { method: "GET" });
}

export async function postJson(url, body) {
  return send(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function send(url, options) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MILLIS);
  try {
    const answer = await fetch(url, {
      ...options,
      signal: abort.signal,
      cache: "no-store",
      credentials: "same-origin",
    });
    const body = await answer.json().catch(() => ({}));
    return answer.ok ? { body } : { code: body.code || "UPSTREAM_UNAVAILABLE", status: answer.status };
  } catch (unreachable) {
    return { code: "OFFLINE", status: 0 };
  } finally {
    clearTimeout(timer);
  }
}
