// The page of the official account: one script a view, and the way from one to another.
import { h, onMounted, reactive, watch } from "/ops/assets/vue.js";
import { addTexts, i18n, t } from "/ops/assets/language.js";
import { api } from "/ops/assets/api.js";
import { field, select } from "/ops/assets/parts.js";
import { openConsole } from "/ops/assets/frame.js";
import { address, go, link, place } from "./place.js";
import { menus } from "./menus.js";
import { rules } from "./rules.js";
import { codes } from "./codes.js";
import { conversations } from "./conversations.js";
import { followers } from "./followers.js";
import { messages } from "./messages.js";
import { records } from "./records.js";
import { templates } from "./templates.js";

/** In the order of the navigation: {name, texts, component}. A component gets {operator, say}. */
const VIEWS = [menus, rules, conversations, templates, messages, followers, codes, records];

const texts = {
  zh: {
    place: { unsaved: "您有未保存的修改。确定离开吗？" },
    wechat: { views: "公众号", account: "公众号", errcode: "微信错误码 {code}", errcodeWhy: "微信错误码 {code}（{why}）" },
  },
  en: {
    place: { unsaved: "You have changes that are not saved. Leave?" },
    wechat: { views: "Official account", account: "Account" },
  },
};
VIEWS.forEach((view) => addTexts(view.texts));

function setup({ operator, say }) {
  const state = reactive({ accounts: [], chosen: "" });

  async function learnAccounts() {
    try {
      const { items } = await api.get("/wechat/accounts");
      state.accounts = items;
    } catch (refusal) {
      // Then there is the one account only.
    }
  }

  function applyTitle() {
    document.title = [t(`views.${place.view}`), t("nav.wechat"), t("brand")].join(" · ");
  }

  onMounted(() => {
    learnAccounts();
    watch([() => place.view, i18n.global.locale], applyTitle, { immediate: true, flush: "post" });
  });

  const accountSwitch = () => {
    if (state.accounts.length < 2) return null;
    state.chosen = place.query.account ?? state.accounts.find((account) => account.main)?.appId ?? "";
    return h("div", { class: "account" }, field("account", t("wechat.account"),
      select(state, "chosen", state.accounts.map((account) => [account.appId, account.name ? `${account.name} (${account.appId})` : account.appId]),
        () => go(place.view, { account: state.chosen }))));
  };

  return () => {
    const view = VIEWS.find((each) => each.name === place.view) ?? menus;
    return [
      h("div", { class: "bar" }, [
        h("nav", { class: "views", "aria-label": t("wechat.views") }, h("ul", VIEWS.map((each) =>
          h("li", { key: each.name }, link(t(`views.${each.name}`), each.name, {}, { "aria-current": each.name === view.name ? "page" : undefined }))))),
        accountSwitch(),
      ]),
      h(view.component, { key: place.turn, operator, say }),
    ];
  };
}

if (location.pathname.replace(/\/$/, "") === "/ops/wechat") history.replaceState(null, "", address("menus"));
openConsole({ page: "wechat", texts, roles: ["AUDITOR"], setup });
