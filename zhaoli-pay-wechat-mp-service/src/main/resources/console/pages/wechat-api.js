// Calls of the official account's API, for the account that the address names.
import { api } from "/ops/assets/api.js";
import { place } from "./place.js";

function withAccount(path) {
  const { account } = place.query;
  return account ? `/wechat${path}${path.includes("?") ? "&" : "?"}account=${encodeURIComponent(account)}` : `/wechat${path}`;
}

export const wechat = {
  get: (path, parameters = {}) => api.get(`/wechat${path}`, { account: place.query.account, ...parameters }),
  post: (path, body) => api.post(withAccount(path), body),
  put: (path, body) => api.put(withAccount(path), body),
  remove: (path) => api.remove(withAccount(path)),
  file: (path) => api.file(withAccount(path)),
};
