#!/usr/bin/env python3
"""Prints the headers that sign one call (spec/open-api-signing.md), for curl -H @-.
Usage: sign.py METHOD PATH[?QUERY] [IDEMPOTENCY-KEY] <body   (no body: </dev/null)"""
import hashlib, hmac, os, re, secrets, sys, time
from urllib.parse import quote, unquote_to_bytes


def canonical(query):
    def again(text):
        if re.search(r"%(?![0-9A-Fa-f]{2})", text):
            sys.exit("a malformed escape in the query: " + text)
        return quote(unquote_to_bytes(text).decode("utf-8"), safe="")
    pairs = (part.partition("=") for part in query.split("&") if part)
    return "&".join("=".join(pair) for pair in sorted((again(n), again(v)) for n, _, v in pairs))


method, target, key = (sys.argv[1:] + [""])[:3]
path, _, query = target.partition("?")
env = os.environ
stamp = env.get("TIMESTAMP") or str(int(time.time()))  # set by tests only, as is the nonce
nonce = env.get("NONCE") or secrets.token_hex(16)
body_hash = hashlib.sha256(sys.stdin.buffer.read()).hexdigest()
lines = "\n".join(["ZHAOLI1", method, path, canonical(query), stamp, nonce, key, body_hash])
secret = env["ZHAOLI_PAY_APP_SECRET"] + env["ZHAOLI_PAY_SALT"]
sign = hmac.new(secret.encode(), lines.encode(), hashlib.sha256).hexdigest()
headers = {"App-Id": env["ZHAOLI_PAY_APP_ID"], "App-Key": env["ZHAOLI_PAY_APP_KEY"], "Nonce": nonce,
           "Timestamp": stamp, "Sign-Type": "HMAC-SHA256", "Sign": sign}
print("\n".join([f"X-Zhaoli-{name}: {value}" for name, value in headers.items()]
                + ([f"Idempotency-Key: {key}"] if key else [])))
