// A menu as a phone shows it: a tap opens what is below, and tells what else it does.
import { h, reactive, watch } from "/ops/assets/vue.js";
import { t, word } from "/ops/assets/language.js";
import { explain } from "/ops/assets/parts.js";
import { bubble } from "./chat.js";
import { wechat } from "./wechat-api.js";
import { FIELDS } from "./menu-content.js";

const OPENS = { view: "url", view_limited: "mediaId", article_view_limited: "articleId" };
const SENDS = { media_id: "mediaId", article_id: "articleId" };

export const Phone = {
  props: { buttons: { type: Array, required: true }, label: { type: String, required: true } },
  setup(props) {
    const state = reactive({ open: null, tapped: null, answer: null, problem: null });
    let turn = 0;

    function close() {
      Object.assign(state, { open: null, tapped: null, answer: null, problem: null });
    }

    watch(() => props.buttons, close);

    /** Which reply rule answers a key: as a trial, which sends nothing. */
    async function tryKey(button) {
      const mine = ++turn;
      try {
        const trial = await wechat.post("/reply-rules/try", { kind: "CLICK", text: button.key });
        if (mine === turn) state.answer = trial.answering ?? { replies: [] };
      } catch (refusal) {
        if (mine === turn) state.problem = explain(refusal);
      }
    }

    function tap(button) {
      turn++;
      Object.assign(state, { open: null, tapped: button, answer: null, problem: null });
      if (FIELDS[button.type]?.includes("key") && button.key) tryKey(button);
    }

    const name = (button) => button.name || t("phone.nameless");

    function effect(button) {
      if (button.type === "miniprogram") return t("phone.miniprogram", { appId: button.appId || "?", page: button.pagePath || "?" });
      if (OPENS[button.type]) return t("phone.opens", { what: button[OPENS[button.type]] || "?" });
      if (SENDS[button.type]) return t("phone.sends", { what: button[SENDS[button.type]] || "?" });
      if (FIELDS[button.type]) return t("phone.pushes", { type: word("buttonType", button.type), key: button.key || "?" });
      return t("phone.nothing");
    }

    function said() {
      const { tapped, answer, problem } = state;
      if (!tapped) return h("p", { class: "event" }, t("phone.hint"));
      return [
        h("p", { class: "event" }, [h("strong", name(tapped)), " ", effect(tapped)]),
        problem ? h("p", { class: "event" }, problem) : null,
        answer ? h("p", { class: "event" }, answer.ruleNo ? t("phone.rule", { name: answer.name }) : t("phone.silent")) : null,
        answer ? answer.replies.map((reply, index) => h("div", { key: index }, bubble(reply))) : null,
      ];
    }

    function topButton(button, index) {
      const below = button.subButtons ?? [];
      const open = state.open === index;
      return h("li", { key: index }, [
        h("button", {
          type: "button", "aria-expanded": below.length > 0 ? String(open) : undefined,
          onClick: () => { if (below.length > 0) state.open = open ? null : index; else tap(button); },
        }, [below.length > 0 ? h("span", { "aria-hidden": "true" }, "≡ ") : null, name(button)]),
        open ? h("ul", { class: "below" }, below.map((each, place) => h("li", { key: place }, h("button", { type: "button", onClick: () => tap(each) }, name(each))))) : null,
      ]);
    }

    return () => h("div", { class: "phone", role: "group", "aria-label": props.label, onKeydown: (event) => { if (event.key === "Escape") state.open = null; } }, [
      h("p", { class: "phone-top", "aria-hidden": "true" }, props.label),
      h("div", { class: "phone-chat", role: "log", tabindex: 0, "aria-label": t("phone.chat") }, said()),
      props.buttons.length > 0 ? h("ul", { class: "phone-menu" }, props.buttons.map(topButton)) : h("p", { class: "phone-none" }, t("phone.none")),
    ]);
  },
};

export const phoneTexts = {
  zh: {
    phone: {
      nameless: "（未命名）", hint: "点击下方菜单，查看效果", chat: "对话", none: "没有菜单",
      opens: "打开 {what}", sends: "发送 {what}", miniprogram: "打开小程序 {appId} 的 {page}", pushes: "{type}，键值 {key}", nothing: "未设置动作",
      rule: "由规则「{name}」回复：", silent: "没有规则回复此键值，仅记录点击。",
    },
  },
  en: {
    phone: {
      nameless: "(no name)", hint: "Tap the menu below to see what it does", chat: "Chat", none: "No menu",
      opens: "opens {what}", sends: "sends {what}", miniprogram: "opens {page} of the mini program {appId}", pushes: "{type}, key {key}", nothing: "does nothing yet",
      rule: "Answered by the rule “{name}”:", silent: "No rule answers this key; the tap is recorded.",
    },
  },
};
