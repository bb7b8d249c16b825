// One follower: what is known, the remark, and where the conversations and messages are.
import { h, onBeforeUnmount, onMounted, reactive } from "/ops/assets/vue.js";
import { t, time, word } from "/ops/assets/language.js";
import { button, explain, facts, field, notice, table, textInput } from "/ops/assets/parts.js";
import { mayDo } from "/ops/assets/frame.js";
import { useChange } from "./changes.js";
import { badge, loaded } from "./more-parts.js";
import { link, place } from "./place.js";
import { wechat } from "./wechat-api.js";

const STATE_TONES = { FOLLOWING: "good", GONE: "off", BLOCKED: "bad" };

/** Whoever is blocked may follow or not. */
export const stateBadges = ({ state, blocked }) => [badge("followerState", state, STATE_TONES), ...(blocked ? [" ", badge("followerState", "BLOCKED", STATE_TONES)] : [])];

export const Follower = {
  props: ["operator", "say", "tagName"],
  setup({ operator, say, tagName }) {
    const { openid } = place.query;
    const path = `/followers/${encodeURIComponent(openid)}`;
    const wish = reactive({ remark: "", busy: false, problem: null });
    const one = loaded(() => wechat.get(path));
    const change = useChange(say);

    async function load() {
      await one.load();
      if (one.value) wish.remark = one.value.remark;
    }

    onMounted(load);
    onBeforeUnmount(change.stop);

    async function saveRemark(event) {
      event.preventDefault();
      if (wish.busy) return;
      wish.busy = true;
      wish.problem = null;
      try {
        change.follow(await wechat.put(`${path}/remark`, { remark: wish.remark.trim(), expectedRemark: one.value.remark }), load);
      } catch (refusal) {
        wish.problem = explain(refusal);
        if (refusal.code === "FOLLOWER_CONFLICT") await one.load();
      } finally {
        wish.busy = false;
      }
    }

    const detail = (follower) => [
      h("div", { class: "columns" }, [
        h("section", { class: "card" }, facts([
          [t("followers.openid"), h("code", follower.openid)], [t("followers.unionid"), follower.unionid ? h("code", follower.unionid) : null],
          [t("followers.tags"), follower.tagIds?.length > 0 ? follower.tagIds.map(tagName).join("、") : t("followers.noTags")], [t("followers.followed"), time(follower.followedAt)], [t("followers.stateAt"), time(follower.stateAt)],
          [t("followers.scene"), follower.scene ? word("followScene", follower.scene) : null], [t("followers.qrScene"), follower.qrScene ? h("code", follower.qrScene) : null],
          [t("followers.lastAct"), time(follower.lastActAt)], [t("followers.seen"), time(follower.firstSeenAt)], [t("followers.told"), time(follower.toldAt)],
        ])),
        h("section", { class: "card" }, [
          h("h2", t("followers.remark")),
          notice("bad", wish.problem),
          mayDo(operator, ["ADMIN"])
            ? h("form", { novalidate: "", onSubmit: saveRemark }, [
                field("remark", t("followers.remark"), textInput(wish, "remark", { maxlength: 30 }), { hint: t("followers.remarkHint") }),
                h("button", { type: "submit", class: "btn btn-primary", disabled: wish.busy || wish.remark.trim() === follower.remark }, t("followers.saveRemark")),
              ])
            : h("p", follower.remark || "—"),
          h("p", { class: "mt-4" }, link(t("followers.conversations"), "conversations", { openid })),
          h("p", link(t("followers.messages"), "messages", { openid })),
        ]),
      ]),
      h("section", { class: "part" }, [
        h("h2", t("followers.events")),
        follower.events?.length > 0
          ? table(t("followers.events"), [
              ["at", t("followers.at"), (event) => time(event.occurredAt)], ["event", t("followers.event"), (event) => word("followerEvent", event.kind)],
              ["subject", t("followers.subject"), (event) => (event.subject ? h("code", event.subject) : "—")],
            ], follower.events, (event) => event.occurredAt + event.kind)
          : h("p", { class: "card quiet" }, t("nothing")),
      ]),
    ];

    return () => [
      h("p", link(`← ${t("followers.back")}`, "followers")),
      h("h1", { tabindex: -1 }, [one.value?.remark || openid, " ", one.value ? stateBadges(one.value) : null]),
      change.view(),
      notice("bad", one.problem, one.problem ? button(t("again"), load, "outline-primary") : null),
      one.value ? detail(one.value) : one.busy ? h("p", { class: "quiet", role: "status" }, t("loading")) : null,
    ];
  },
};
