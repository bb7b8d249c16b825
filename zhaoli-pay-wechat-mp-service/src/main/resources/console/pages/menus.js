// Menus: what WeChat shows, the versions and what became of each publication.
import { h, onMounted, reactive } from "/ops/assets/vue.js";
import { t, time } from "/ops/assets/language.js";
import { button, explain, facts, field, notice, pages, pageView, select, table, textInput } from "/ops/assets/parts.js";
import { mayDo } from "/ops/assets/frame.js";
import { MenuVersion } from "./menu-version.js";
import { Phone } from "./phone.js";
import { audience, STATUS_TONES } from "./menu-content.js";
import { menuTexts } from "./menu-texts.js";
import { badge, loaded, wechatProblem, who } from "./more-parts.js";
import { go, link, place } from "./place.js";
import { wechat } from "./wechat-api.js";

const OUTCOME_TONES = { RUNNING: "wait", DONE: "good", REFUSED: "bad", GIVEN_UP: "bad" };

const MenuHome = {
  props: ["operator", "say"],
  setup({ operator, say }) {
    const now = loaded(() => wechat.get("/menus/at-wechat"));
    const live = loaded(() => wechat.get("/menus/live").catch((refusal) => {
      if (refusal.code === "MENU_NOT_FOUND") return null;
      throw refusal;
    }));
    const versions = pages((after) => wechat.get("/menus/versions", { after, limit: 10 }));
    const publications = pages((after) => wechat.get("/menus/publications", { after, limit: 10 }));
    const state = reactive({ which: "", openid: "", seen: null, busy: false, problem: null });
    const editable = mayDo(operator, ["ADMIN"]);

    onMounted(() => [now, live, versions, publications].forEach((each) => each.load()));

    async function ask(event) {
      event.preventDefault();
      state.problem = null;
      try {
        state.seen = (await wechat.get("/menus/seen", { openid: state.openid.trim() })).buttons;
      } catch (refusal) {
        state.seen = null;
        state.problem = explain(refusal);
      }
    }

    async function draft(content) {
      if (state.busy) return;
      state.busy = true;
      state.problem = null;
      try {
        const version = await wechat.post("/menus/versions", { content });
        say(t("menus.copied"));
        go("menus", { version: version.versionNo });
      } catch (refusal) {
        state.problem = explain(refusal);
      } finally {
        state.busy = false;
      }
    }

    function shown() {
      if (state.seen) return { label: t("menus.seenTitle"), buttons: state.seen };
      const { buttons, conditional } = now.value;
      return state.which === "" ? { label: t("menus.defaultMenu"), buttons } : { label: audience(conditional[state.which].rule), buttons: conditional[state.which].buttons };
    }

    const nameOf = (versionNo) => (versions.items ?? []).find((version) => version.versionNo === versionNo)?.note || versionNo.slice(-6);

    const which = () => [["", t("menus.defaultMenu")], ...now.value.conditional.map((menu, index) => [String(index), t("menus.conditionalMenu", { n: index + 1, who: audience(menu.rule) })])];

    const nowCard = () => h("section", { class: "card" }, [
      h("h2", t("menus.now")),
      h("p", { class: "quiet" }, t("menus.nowHint")),
      notice("bad", now.problem, now.problem ? button(t("again"), now.load, "outline-primary") : null),
      notice("bad", state.problem),
      h("div", { class: "beside" }, [
        h("div", [
          now.value?.conditional.length > 0 && !state.seen ? field("which", t("menus.which"), select(state, "which", which())) : null,
          live.problem ? notice("bad", live.problem) : null,
          live.value
            ? facts([[t("menus.live"), [time(live.value.publishedAt), " ", link(nameOf(live.value.versionNo), "menus", { version: live.value.versionNo })]]])
            : live.busy || live.problem ? null : h("p", { class: "quiet" }, t("menus.never")),
          editable
            ? h("p", { class: "actions mt-3" }, [
                now.value ? button(t("menus.newFromNow"), () => draft(now.value), "primary", { disabled: state.busy }) : null,
                button(t("menus.newEmpty"), () => draft({ buttons: [], conditional: [] }), "outline-primary", { disabled: state.busy }),
              ])
            : null,
          h("form", { class: "mt-4", novalidate: "", onSubmit: ask }, [
            field("openid", t("menus.seenBy"), textInput(state, "openid", { maxlength: 64 })),
            h("p", { class: "actions" }, [
              h("button", { type: "submit", class: "btn btn-outline-primary" }, t("menus.seen")),
              state.seen ? button(t("menus.seenReset"), () => { state.seen = null; }, "outline-primary") : null,
            ]),
          ]),
        ]),
        now.value ? h(Phone, shown()) : now.busy ? h("p", { class: "quiet", role: "status" }, t("loading")) : null,
      ]),
    ]);

    return () => [
      h("h1", { tabindex: -1 }, t("menus.title")),
      nowCard(),
      h("section", { class: "part" }, [
        h("h2", t("menus.versions")),
        pageView(versions, (items) => table(t("menus.versionsCaption"), [
          ["version", t("menus.version"), (version) => link(version.note || `${t("menus.nameless")} ${version.versionNo.slice(-6)}`, "menus", { version: version.versionNo })],
          ["status", t("menus.status"), (version) => badge("menuStatus", version.status, STATUS_TONES)],
          ["revision", t("menus.revision"), (version) => String(version.revision)],
          ["by", t("menus.changedBy"), (version) => who(version.updatedBy, operator)],
          ["at", t("menus.changedAt"), (version) => time(version.updatedAt)],
        ], items, (version) => version.versionNo)),
      ]),
      h("section", { class: "part" }, [
        h("h2", t("menus.publications")),
        pageView(publications, (items) => table(t("menus.publicationsCaption"), [
          ["at", t("menus.at"), (one) => time(one.createdAt)],
          ["version", t("menus.version"), (one) => link(nameOf(one.versionNo), "menus", { version: one.versionNo })],
          ["by", t("menus.by"), (one) => who(one.operatorNo, operator)],
          ["reason", t("menus.reason"), (one) => one.reason],
          ["outcome", t("menus.outcome"), (one) => [
            badge("publicationStatus", one.status, OUTCOME_TONES),
            one.attempts > 1 ? h("p", { class: "quiet" }, t("menus.attempts", { n: one.attempts })) : null,
            one.problem ? h("p", { class: "quiet" }, wechatProblem(one.problem)) : null,
          ]],
        ], items, (one) => one.publicationNo)),
      ]),
    ];
  },
};

export const menus = {
  name: "menus",
  texts: menuTexts,
  component: { props: ["operator", "say"], setup: (props) => () => h(place.query.version ? MenuVersion : MenuHome, { operator: props.operator, say: props.say }) },
};
