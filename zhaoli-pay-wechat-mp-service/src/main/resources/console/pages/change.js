// One change of followers or tags: what was there before, and whom it was for.
import { h, onMounted } from "/ops/assets/vue.js";
import { t, time, word } from "/ops/assets/language.js";
import { button, facts, notice, pages, pageView, table } from "/ops/assets/parts.js";
import { badge, loaded, wechatProblem, who } from "./more-parts.js";
import { link, place } from "./place.js";
import { wechat } from "./wechat-api.js";

const CHANGE_TONES = { RUNNING: "wait", DONE: "good", PARTLY: "bad", REFUSED: "bad", GIVEN_UP: "bad" };
const TONES = { PENDING: "wait", DONE: "good", REFUSED: "bad" };

export const Change = {
  props: ["operator"],
  setup({ operator }) {
    const path = `/followers/changes/${encodeURIComponent(place.query.change)}`;
    const one = loaded(() => wechat.get(path));
    const list = pages((after) => wechat.get(`${path}/followers`, { after, limit: 30 }));

    onMounted(() => {
      one.load();
      list.load();
    });

    const detail = (change) => [
      h("section", { class: "card" }, facts([
        [t("change.kind"), word("changeKind", change.kind)], [t("change.tag"), change.tagId === undefined ? null : `${change.tagName ?? ""} ${change.tagId}`],
        [t("change.former"), change.former === undefined ? null : change.former || "—"], [t("change.text"), change.text === undefined ? null : change.text || "—"], [t("change.reason"), change.reason],
        [t("change.counts"), t("change.of", change)], [t("change.problem"), wechatProblem(change.problem)],
        [t("change.by"), who(change.operatorNo, operator)], [t("change.at"), time(change.createdAt)], [t("change.settled"), time(change.settledAt)],
      ])),
      h("section", { class: "part" }, [
        h("h2", t("change.followers")),
        pageView(list, (items) => table(t("change.followers"), [
          ["openid", t("followers.openid"), (follower) => link(follower.openid, "followers", { openid: follower.openid })],
          ["state", t("followers.state"), (follower) => badge("changedState", follower.state, TONES)],
          ["problem", t("change.problem"), (follower) => wechatProblem(follower.problem) ?? "—"],
        ], items, (follower) => follower.openid)),
      ]),
    ];

    return () => [
      h("p", link(`← ${t("followers.back")}`, "followers")),
      h("h1", { tabindex: -1 }, [t("change.title"), " ", one.value ? badge("changeStatus", one.value.status, CHANGE_TONES) : null]),
      notice("bad", one.problem, one.problem ? button(t("again"), one.load, "outline-primary") : null),
      one.value ? detail(one.value) : one.busy ? h("p", { class: "quiet", role: "status" }, t("loading")) : null,
    ];
  },
};
