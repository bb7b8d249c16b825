// The cashier: shows how a payment stands, offers the ways to pay that make sense in this browser,
// and goes by what the server says alone.
import { createApp, h, nextTick, onBeforeUnmount, onMounted, reactive, useI18n, watch } from "./vue.js";
import { applyLanguage, i18n } from "./i18n.js";
import { frame, notice, sign } from "./frame.js";
import { getJson, postJson } from "./http.js";
import { grouped } from "./money.js";
import { pauseBefore } from "./poll.js";
import { payInWallet } from "./wallets.js";

const BASE = location.pathname.replace(/\/$/, "");
const RETURN_SECONDS = 3;
const LONG_AMOUNT = 10;
const RESULT_WAIT_MILLIS = 30_000;
const PAGE_METHODS = ["WAP", "PAGE"];
const RESULTS = {
  PAID: ["good", "paid"],
  REFUNDED: ["info", "refunded"],
  CLOSED: ["bad", "closed"],
  EXPIRED: ["wait", "expired"],
  FAILED: ["bad", "failed"],
  FINISHED: ["info", "finished"],
};

const Cashier = {
  setup() {
    const { t, te, locale } = useI18n();
    const state = reactive({
      view: null,
      problem: null,
      busy: null,
      codeOf: null,
      codeVersion: 0,
      secondsLeft: null,
      returnIn: null,
    });
    const watchedFrom = Date.now();
    let clockAhead = 0;
    let failures = 0;
    let pollTimer = 0;
    let returnTimer = 0;
    let asked = 0;

    const wallet = (channel) => (te(`channel.${channel}`) ? t(`channel.${channel}`) : channel);
    const app = (channel) => (te(`app.${channel}`) ? t(`app.${channel}`) : channel);
    const names = (channel) => ({ wallet: wallet(channel), app: app(channel) });
    const offers = (channel) => state.view.offers.filter((offer) => offer.channel === channel);
    const channels = () => [...new Set(state.view.offers.map((offer) => offer.channel))];
    const personal = () => state.view.offers.find((offer) => offer.method === "JSAPI");

    // --- what the server says

    function accept(view) {
      clockAhead = Date.parse(view.now) - Date.now();
      const shown = state.codeOf;
      state.view = view;
      tick();
      if (view.status !== "PAYABLE") {
        state.codeOf = null;
        state.busy = null;
      } else if (shown && !isCodeOpen(shown)) {
        state.codeOf = null;
        fail("CHANGED");
      }
      if (view.status === "PAID" && view.returnUrl && state.returnIn === null) startReturning();
    }

    function isCodeOpen(channel) {
      const opened = state.view.opened;
      return Boolean(opened && opened.code && opened.channel === channel);
    }

    async function poll() {
      clearTimeout(pollTimer);
      const turn = ++asked;
      const { body, code, status } = await getJson(`${BASE}/state`);
      // Whatever was asked later knows better.
      if (turn !== asked) return;
      if (body) {
        failures = 0;
        if (state.problem && state.problem.code === "OFFLINE") state.problem = null;
        accept(body);
      } else if (status === 404) {
        location.reload();
        return;
      } else {
        failures += 1;
        // One lost answer is no news.
        if (failures > 1 || !state.view) fail(code === "RATE_LIMITED" ? code : "OFFLINE");
      }
      pollLater();
    }

    function pollLater() {
      clearTimeout(pollTimer);
      const view = state.view;
      const now = Date.now();
      const pause = pauseBefore({
        status: view ? view.status : null,
        failures,
        watchedMillis: now - watchedFrom,
        overMillis: view && view.expiresAt ? now + clockAhead - Date.parse(view.expiresAt) : 0,
      });
      if (pause !== null) pollTimer = setTimeout(poll, pause);
    }

    function tick() {
      const view = state.view;
      if (!view || view.status !== "PAYABLE") {
        state.secondsLeft = null;
        return;
      }
      const left = Math.ceil((Date.parse(view.expiresAt) - Date.now() - clockAhead) / 1000);
      if (left <= 0 && state.secondsLeft !== 0) poll();
      state.secondsLeft = Math.max(0, left);
    }

    // --- what the payer does

    function fail(code, channel) {
      const known = te(`problem.${code}`) ? code : "OTHER";
      state.problem = { code: known, channel };
    }

    function begin(busy, channel) {
      state.problem = null;
      state.busy = { what: busy, channel };
    }

    async function open(channel, method) {
      begin("opening", channel);
      const turn = ++asked;
      const { body, code } = await postJson(`${BASE}/open`, { channel, method });
      state.busy = null;
      pollLater();
      if (turn !== asked) return null;
      if (!body) {
        fail(code, channel);
        return null;
      }
      state.codeOf = null;
      accept(body);
      return body;
    }

    async function showCode(channel) {
      const view = await open(channel, "NATIVE");
      if (view && isCodeOpen(channel)) {
        state.codeOf = channel;
        state.codeVersion += 1;
      }
    }

    async function goToWallet(channel, method) {
      const view = await open(channel, method);
      const opened = view && view.opened;
      const url = opened && opened.method === method && opened.payParams.payUrl;
      if (!url) return;
      if (!isWeb(url)) {
        fail("OTHER", channel);
        return;
      }
      // WeChat looks whose page it comes from; it learns the site, and nothing of the token.
      const link = document.createElement("a");
      link.href = url;
      link.referrerPolicy = "origin";
      document.body.append(link);
      link.click();
      link.remove();
    }

    function signIn(channel) {
      begin("signingIn", channel);
      location.assign(`${BASE}/sign-in?channel=${encodeURIComponent(channel)}`);
    }

    async function payHere() {
      const opened = state.view.opened;
      const offer = personal();
      if (!opened || opened.method !== "JSAPI" || opened.channel !== offer.channel) {
        signIn(offer.channel);
        return;
      }
      begin("paying", offer.channel);
      const outcome = await payInWallet(offer.channel, { ...opened.payParams });
      state.busy = null;
      if (outcome === "ok") waitForResult(offer.channel);
      if (outcome === "cancelled") fail("CANCELLED", offer.channel);
      if (outcome === "failed") fail("WALLET_FAILED", offer.channel);
      if (outcome === "absent") fail("NO_BRIDGE", offer.channel);
      poll();
    }

    // The order stays one, so whoever waits in vain may press again and is not charged twice.
    function waitForResult(channel) {
      state.busy = { what: "waiting", channel };
      setTimeout(() => {
        if (state.busy && state.busy.what === "waiting") state.busy = null;
      }, RESULT_WAIT_MILLIS);
    }

    function startReturning() {
      if (!isWeb(state.view.returnUrl)) return;
      state.returnIn = RETURN_SECONDS;
      returnTimer = setInterval(() => {
        state.returnIn -= 1;
        if (state.returnIn <= 0) {
          clearInterval(returnTimer);
          location.assign(state.view.returnUrl);
        }
      }, 1000);
    }

    function stay() {
      clearInterval(returnTimer);
      state.returnIn = 0;
    }

    function isWeb(url) {
      try {
        return ["http:", "https:"].includes(new URL(url).protocol);
      } catch (malformed) {
        return false;
      }
    }

    // --- life of the page

    async function start() {
      const [told, code] = location.hash.slice(1).split("=");
      if (location.hash) history.replaceState(null, "", BASE);
      await poll();
      const view = state.view;
      if (!view || view.status !== "PAYABLE") return;
      if (told === "problem") {
        fail(code, personal() && personal().channel);
      } else if (personal()) {
        // From a store's form, or back from the sign-in: the payer has said already that they pay.
        const mine = view.opened && view.opened.method === "JSAPI";
        if (told === "go" && mine) payHere();
        if (told === "pay") payHere();
      } else if (view.opened && view.opened.code && offers(view.opened.channel).length > 0) {
        showCode(view.opened.channel);
      } else if (view.offers.length === 1 && view.offers[0].method === "NATIVE") {
        showCode(view.offers[0].channel);
      }
    }

    const ticking = setInterval(tick, 1000);
    const onVisible = () => {
      if (!document.hidden && state.view) poll();
    };
    const onShow = (event) => {
      // Back from a wallet's page, out of the browser's memory.
      if (event.persisted) {
        state.busy = null;
        stay();
        poll();
      }
    };
    onMounted(() => {
      document.addEventListener("visibilitychange", onVisible);
      window.addEventListener("pageshow", onShow);
      window.addEventListener("online", poll);
      start();
    });
    onBeforeUnmount(() => {
      clearInterval(ticking);
      clearInterval(returnTimer);
      clearTimeout(pollTimer);
      document.removeEventListener("visibilitychange", onVisible);
      window.removeEventListener("pageshow", onShow);
      window.removeEventListener("online", poll);
    });
    watch(
      () => state.view && state.view.status,
      async (status, before) => {
        if (before && RESULTS[status]) {
          await nextTick();
          const heading = document.querySelector("h1");
          if (heading) heading.focus();
        }
      },
    );

    // --- what it looks like

    function problemNotice() {
      const problem = state.problem;
      if (!problem) return null;
      const named = problem.channel ? names(problem.channel) : { wallet: t("brand"), app: t("brand") };
      const words = t(`problem.${problem.code}`, named);
      const button =
        problem.code === "OFFLINE"
          ? h("button", { type: "button", class: "btn btn-outline-danger", onClick: poll }, t("retry"))
          : null;
      return notice("bad", words, button);
    }

    function amount(view) {
      const digits = grouped(view.amount);
      return h("p", { class: ["amount", { long: digits.length > LONG_AMOUNT }] }, [
        h("span", { class: "visually-hidden" }, `${t("amount")} `),
        h("span", { class: "currency" }, "¥"),
        digits,
      ]);
    }

    function bill(view) {
      return h("section", { class: "card bill" }, [
        h("h1", { tabindex: -1 }, [h("span", { class: "quiet" }, t("payTo")), " ", view.shop || t("shopUnknown")]),
        amount(view),
        h("p", { class: "subject" }, [h("span", { class: "quiet" }, `${t("forWhat")} `), view.subject]),
        countdown(),
      ]);
    }

    function countdown() {
      const left = state.secondsLeft;
      if (left === null) return null;
      const minutes = Math.floor(left / 60);
      const seconds = left % 60;
      return h("p", { class: ["countdown", { soon: left <= 60 }] }, [
        `${t("timeLeft")} `,
        h(
          "span",
          { role: "timer", "aria-label": t("timeLeftSpoken", { minutes, seconds }) },
          `${String(minutes).padStart(2, "0")}:${String(seconds).padStart(2, "0")}`,
        ),
      ]);
    }

    function spinner(words) {
      return h("p", { class: "busy" }, [
        h("span", { class: "spinner-border spinner-border-sm", "aria-hidden": "true" }),
        " ",
        words,
      ]);
    }

    function button(channel, words, onClick, quiet) {
      return h(
        "button",
        {
          type: "button",
          class: ["btn", quiet ? "btn-link" : "btn-pay", quiet ? null : `wallet-${channel}`],
          disabled: Boolean(state.busy),
          onClick,
        },
        words,
      );
    }

    function busyWords() {
      const { what, channel } = state.busy;
      if (what === "opening") return t("preparing");
      return what === "signingIn" ? t("signingIn", names(channel)) : t("waiting");
    }

    function ways(view) {
      let content;
      if (state.codeOf) content = codeOf(view, state.codeOf);
      else if (personal()) content = here(view, personal().channel);
      else if (view.offers.length > 0) content = choice();
      else content = elsewhere(view);
      return h("section", { class: "card ways" }, [
        problemNotice(),
        ...content,
        state.busy ? spinner(busyWords()) : null,
      ]);
    }

    function here(view, channel) {
      const words = t("payHere", { ...names(channel), amount: grouped(view.amount) });
      return [button(channel, words, payHere)];
    }

    function choice() {
      return [
        h("h2", t("choose")),
        h(
          "ul",
          { class: "wallets" },
          channels().map((channel) => h("li", walletWays(channel))),
        ),
      ];
    }

    function walletWays(channel) {
      const methods = offers(channel).map((offer) => offer.method);
      const page = PAGE_METHODS.find((method) => methods.includes(method));
      const code = methods.includes("NATIVE");
      if (!page) return [button(channel, wallet(channel), () => showCode(channel))];
      return [
        button(channel, t("openWallet", names(channel)), () => goToWallet(channel, page)),
        code ? button(channel, t("scanInstead"), () => showCode(channel), true) : null,
      ];
    }

    function codeOf(view, channel) {
      return [
        h("h2", t("scan", { app: app(channel) })),
        h("div", { class: ["qr", `wallet-${channel}`] }, [
          h("img", {
            src: `${BASE}/code.png?channel=${encodeURIComponent(channel)}&v=${state.codeVersion}`,
            width: 264,
            height: 264,
            alt: t("scanAlt", names(channel)),
          }),
        ]),
        h("p", { class: "quiet" }, t("waitingScan")),
        view.offers.length > 1
          ? button(channel, t("otherWays"), () => { state.codeOf = null; }, true)
          : null,
      ];
    }

    function elsewhere(view) {
      const apps = view.wallets.map(app).join(t("or"));
      if (view.wallets.length === 0) return [h("p", t("notOffered"))];
      return [
        h("h2", t("openElsewhere", { apps })),
        h("div", { class: "qr" }, [
          h("img", { src: `${BASE}/page.png`, width: 264, height: 264, alt: t("openElsewhereAlt", { apps }) }),
        ]),
      ];
    }

    function result(view) {
      const [kind, words] = RESULTS[view.status];
      return h("section", { class: "card result" }, [
        sign(kind),
        h("h1", { tabindex: -1 }, t(words)),
        view.amount ? amount(view) : null,
        view.amount ? h("p", view.shop || t("shopUnknown")) : null,
        view.amount ? h("p", { class: "subject" }, view.subject) : null,
        view.status === "PAID" && view.paidAt
          ? h("p", { class: "quiet" }, `${t("paidAt")} ${new Date(view.paidAt).toLocaleString(locale.value === "zh" ? "zh-CN" : "en")}`)
          : null,
        view.status === "PAID" ? null : h("p", { class: "quiet" }, t(`${words}Text`)),
        problemNotice(),
        ...returning(view),
      ]);
    }

    function returning(view) {
      if (view.status !== "PAID") return [];
      if (state.returnIn === null) return [h("p", { class: "quiet" }, t("closePage"))];
      const waiting = state.returnIn > 0;
      return [
        h("a", { class: "btn btn-pay", href: view.returnUrl }, t("returnNow")),
        waiting ? h("p", { class: "quiet" }, t("returnIn", { seconds: state.returnIn })) : null,
        waiting ? h("button", { type: "button", class: "btn btn-link", onClick: stay }, t("stay")) : null,
      ];
    }

    function announcement() {
      if (state.busy) return busyWords();
      const view = state.view;
      if (!view) return t("loading");
      return RESULTS[view.status] ? t(RESULTS[view.status][1]) : "";
    }

    return () => {
      const view = state.view;
      let content;
      if (!view) content = h("section", { class: "card" }, [problemNotice() || spinner(t("loading"))]);
      else if (view.status === "PAYABLE") content = h("div", { class: "columns" }, [bill(view), ways(view)]);
      else content = result(view);
      return frame(t, content, announcement());
    };
  },
};

document.body.dataset.title = "titleCashier";
applyLanguage();
createApp(Cashier).use(i18n).mount("#app");
