// The frame of every page of the console: who is there, the way to the other pages, and the login
// where nobody is. A page calls openConsole({page, texts, roles, setup}); `setup` is run once
// somebody with one of the roles is logged in, gets {operator, say} and returns what renders it.
import { createApp, h, nextTick, onMounted, reactive, useI18n, watch } from "./vue.js";
import { addTexts, i18n, isChinese, switchLanguage, t } from "./language.js";
import { api, whenLoggedOut } from "./api.js";
import { explain, field, notice, textInput } from "./parts.js";

const SAID_MILLIS = 8000;

/** Every page of the console, in the order of the navigation. Administrators see all. */
const PAGES = [
  { page: "merchants", path: "/ops/merchants", roles: ["AUDITOR"] },
  { page: "wechat", path: "/ops/wechat", roles: ["AUDITOR"] },
  { page: "audit", path: "/ops/audit-log", roles: ["AUDITOR"] },
  { page: "operators", path: "/ops/operators", roles: ["ADMIN"] },
  { page: "account", path: "/ops/account", roles: [] },
];

export function mayDo(operator, roles) {
  return roles.length === 0 || operator.roles.includes("ADMIN") || roles.some((role) => operator.roles.includes(role));
}

const Login = {
  props: { expired: Boolean },
  emits: ["in"],
  setup(props, { emit }) {
    useI18n();
    const state = reactive({ username: "", password: "", newPassword: "", repeat: "", first: false, show: false, busy: false, problem: null, missing: [] });
    const differ = () => state.first && state.repeat !== "" && state.newPassword !== state.repeat;

    async function submit(event) {
      event.preventDefault();
      if (state.busy) return;
      state.missing = (state.first ? ["newPassword", "repeat"] : ["username", "password"]).filter((name) => state[name] === "");
      state.problem = null;
      await nextTick();
      const bad = state.missing[0] || (differ() ? "repeat" : null);
      if (bad) {
        document.getElementById(bad).focus();
        return;
      }
      state.busy = true;
      try {
        await api.post("/sessions", {
          username: state.username.trim(), password: state.password, cookie: true,
          ...(state.first ? { newPassword: state.newPassword } : {}),
        });
        emit("in");
      } catch (refusal) {
        if (refusal.code === "OPERATOR_PASSWORD_CHANGE_REQUIRED") {
          state.first = true;
          state.show = false;
          nextTick(() => document.querySelector("main h1")?.focus());
        } else {
          state.problem = explain(refusal);
          if (refusal.code === "OPERATOR_PASSWORD_WEAK") nextTick(() => document.getElementById("newPassword")?.focus());
        }
      } finally {
        state.busy = false;
      }
    }

    function back() {
      Object.assign(state, { first: false, password: "", newPassword: "", repeat: "", problem: null, missing: [] });
    }

    const type = () => (state.show ? "text" : "password");
    const missing = (name) => (state.missing.includes(name) && state[name] === "" ? t("login.required") : null);
    const show = () => h("div", { class: "form-check" }, [
      h("input", { id: "show", class: "form-check-input", type: "checkbox", checked: state.show, onChange: (event) => { state.show = event.target.checked; } }),
      h("label", { for: "show", class: "form-check-label" }, t("login.show")),
    ]);

    return () => h("form", { class: "card login", novalidate: "", onSubmit: submit }, [
      h("h1", { tabindex: -1 }, t(state.first ? "login.firstTitle" : "login.title")),
      props.expired && !state.first ? notice("info", t("login.expired")) : null,
      state.first ? h("p", t("login.firstText")) : null,
      h("div", { hidden: state.first }, [
        field("username", t("login.username"), textInput(state, "username", { autocomplete: "username", autocapitalize: "none", maxlength: 64 }), { problem: missing("username") }),
      ]),
      state.first
        ? [
            field("newPassword", t("login.newPassword"), textInput(state, "newPassword", { type: type(), autocomplete: "new-password" }), { problem: missing("newPassword") }),
            field("repeat", t("login.repeat"), textInput(state, "repeat", { type: type(), autocomplete: "new-password" }), { problem: missing("repeat") || (differ() ? t("login.differ") : null) }),
          ]
        : field("password", t("login.password"), textInput(state, "password", { type: type(), autocomplete: "current-password" }), { problem: missing("password") }),
      show(),
      notice("bad", state.problem),
      h("p", { class: "actions" }, [
        h("button", { type: "submit", class: "btn btn-primary", disabled: state.busy }, t(state.first ? "login.firstSubmit" : "login.submit")),
        state.first ? h("button", { type: "button", class: "btn btn-outline-primary", onClick: back }, t("login.back")) : null,
      ]),
    ]);
  },
};

export function openConsole({ page, texts, roles, setup }) {
  addTexts(texts);
  const Page = { props: ["operator", "say"], setup: (props) => { useI18n(); return setup(props); } };

  const Frame = {
    setup() {
      const { locale } = useI18n();
      const state = reactive({ operator: null, phase: "asking", problem: null, said: "" });

      async function ask() {
        state.phase = "asking";
        try {
          state.operator = await api.get("/operators/me");
          state.phase = "in";
          nextTick(() => document.querySelector("main h1")?.focus());
        } catch (refusal) {
          if (refusal.code === "OPERATOR_UNAUTHENTICATED") return;
          state.problem = explain(refusal);
          state.phase = "failed";
        }
      }

      whenLoggedOut(() => {
        state.phase = state.phase === "in" ? "expired" : "out";
        state.operator = null;
        nextTick(() => document.getElementById("username")?.focus());
      });

      async function logOut() {
        try {
          await api.remove("/sessions/current");
        } catch (refusal) {
          if (refusal.code !== "OPERATOR_UNAUTHENTICATED") {
            say(explain(refusal));
            return;
          }
        }
        // What was on the screen is for nobody any more.
        location.assign("/ops/");
      }

      let silence = 0;

      function say(words) {
        clearTimeout(silence);
        // The same words again are said again.
        state.said = "";
        nextTick(() => { state.said = words; });
        silence = setTimeout(() => { state.said = ""; }, SAID_MILLIS);
      }

      function applyLanguage() {
        document.documentElement.lang = isChinese() ? "zh-CN" : "en";
        document.title = `${t(`nav.${page}`)} · ${t("brand")}`;
      }

      watch(locale, applyLanguage);
      onMounted(() => {
        applyLanguage();
        ask();
      });

      const navigation = () => h("nav", { "aria-label": t("navigation") }, h("ul", PAGES.filter((each) => mayDo(state.operator, each.roles)).map((each) =>
        h("li", { key: each.page }, h("a", { href: each.path, "aria-current": each.page === page ? "page" : undefined }, t(`nav.${each.page}`))))));

      const content = () => {
        switch (state.phase) {
          case "asking": return h("p", { class: "card quiet", role: "status" }, t("loading"));
          case "failed": return notice("bad", state.problem, h("button", { type: "button", class: "btn btn-outline-primary", onClick: ask }, t("again")));
          case "in": return mayDo(state.operator, roles) ? h(Page, { operator: state.operator, say }) : [h("h1", { tabindex: -1 }, t(`nav.${page}`)), notice("bad", t("forbidden"))];
          default: return h(Login, { expired: state.phase === "expired", onIn: ask });
        }
      };

      return () => [
        h("a", { class: "skip", href: "#content" }, t("skip")),
        h("header", { class: "top" }, [
          h("p", { class: "brand" }, [t("brand"), " ", h("span", t("console"))]),
          h("div", { class: "who" }, [
            state.operator ? h("span", { class: "name" }, state.operator.username) : null,
            h("button", { type: "button", class: "plain", lang: isChinese() ? "en" : "zh-CN", onClick: switchLanguage }, t("otherLanguage")),
            state.operator ? h("button", { type: "button", class: "plain", onClick: logOut }, t("logout")) : null,
          ]),
          state.operator ? navigation() : null,
        ]),
        h("p", { class: ["said", state.said ? "on" : ""], role: "status" }, state.said),
        h("main", { id: "content", tabindex: -1 }, content()),
      ];
    },
  };
  createApp(Frame).use(i18n).mount("#app");
}
