// Where the operator is within the page. The address says it, so that it can be kept and handed on.
import { h, nextTick, reactive } from "/ops/assets/vue.js";
import { t } from "/ops/assets/language.js";

const ROOT = "/ops/wechat/";

/** {view, query, turn}: the turn grows with each step, so that the same view begins anew. */
export const place = reactive({ view: "", query: {}, turn: 0 });

let unsaved = () => false;
let current = "";

function read() {
  current = location.pathname + location.search;
  place.view = location.pathname.slice(ROOT.length) || "menus";
  place.query = Object.fromEntries(new URLSearchParams(location.search));
  place.turn++;
}

/** The account stays the same unless the query names another; what is empty is left out. */
export function address(view, query = {}) {
  const given = Object.entries({ account: place.query.account, ...query }).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return ROOT + view + (given.length === 0 ? "" : `?${new URLSearchParams(given)}`);
}

function mayLeave() {
  if (unsaved() && !window.confirm(t("place.unsaved"))) return false;
  unsaved = () => false;
  return true;
}

function focusHeading() {
  nextTick(() => document.querySelector("main h1")?.focus());
}

export function go(view, query) {
  if (!mayLeave()) return;
  history.pushState(null, "", address(view, query));
  read();
  window.scrollTo(0, 0);
  focusHeading();
}

/** Keeps what was searched for in the address, without a step. */
export function note(query) {
  history.replaceState(null, "", address(place.view, query));
  current = location.pathname + location.search;
}

export function link(words, view, query, more = {}) {
  return h("a", {
    href: address(view, query), ...more,
    onClick: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(view, query);
    },
  }, words);
}

/** Whoever leaves while this says true is asked first. */
export function guard(isUnsaved) {
  unsaved = isUnsaved;
}

window.addEventListener("beforeunload", (event) => {
  if (unsaved()) event.preventDefault();
});
window.addEventListener("popstate", () => {
  if (!mayLeave()) {
    history.pushState(null, "", current);
    return;
  }
  read();
  focusHeading();
});
read();
