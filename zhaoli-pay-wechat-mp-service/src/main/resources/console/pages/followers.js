// Followers: found by one condition, and changed several at once.
import { h, onBeforeUnmount, onMounted, reactive } from "/ops/assets/vue.js";
import { t, time, word } from "/ops/assets/language.js";
import { button, field, pages, pageView, select, table, textInput, useDialog } from "/ops/assets/parts.js";
import { mayDo } from "/ops/assets/frame.js";
import { Change } from "./change.js";
import { useChange } from "./changes.js";
import { Follower, stateBadges } from "./follower.js";
import { followerTexts } from "./follower-texts.js";
import { link, note, place } from "./place.js";
import { Sync } from "./sync.js";
import { Tags } from "./tags.js";
import { wechat } from "./wechat-api.js";

const BY = ["", "openid", "tagId", "state", "merchantNo"];
const STATES = ["FOLLOWING", "GONE", "BLOCKED"];

const FollowerList = {
  props: ["operator", "say", "known"],
  setup({ operator, say, known }) {
    const filter = reactive({ by: place.query.by ?? "", value: place.query.value ?? "" });
    const chosen = reactive(new Set());
    const wish = reactive({ tagId: "" });
    const admin = mayDo(operator, ["ADMIN"]);
    const dialog = useDialog();
    const change = useChange(say);
    const list = pages((after) => wechat.get("/followers", { ...(filter.by ? { [filter.by]: filter.value.trim() } : {}), after, limit: 30 }));

    onMounted(list.load);
    onBeforeUnmount(change.stop);

    function search(event) {
      event?.preventDefault();
      chosen.clear();
      note({ by: filter.by, value: filter.by ? filter.value.trim() : "" });
      list.load();
    }

    function otherCondition() {
      filter.value = filter.by === "state" ? STATES[0] : filter.by === "tagId" ? String(known.tags[0]?.tagId ?? "") : "";
    }

    const tagOptions = () => known.tags.map((tag) => [String(tag.tagId), tag.name]);

    function ended() {
      chosen.clear();
      list.load();
    }

    function tagging(name, call) {
      wish.tagId = String(known.tags[0]?.tagId ?? "");
      dialog.ask({
        title: t(`followers.${name}Title`, { n: chosen.size }), submit: t(`followers.${name}Act`), content: () => field("give", t("followers.tagId"), select(wish, "tagId", tagOptions())),
        act: async () => { change.follow(await wechat.post(`/followers/${call}`, { openids: [...chosen], tagId: Number(wish.tagId) }), ended); },
      });
    }

    function blocking(name, tone) {
      dialog.ask({
        title: t(`followers.${name}Title`, { n: chosen.size }), text: name === "block" ? t("followers.blockText") : null, submit: t(`followers.${name}`), tone, reason: t("followers.why"),
        act: async (reason) => { change.follow(await wechat.post(`/followers/${name}`, { openids: [...chosen], reason }), ended); },
      });
    }

    const valueField = () => {
      switch (filter.by) {
        case "": return null;
        case "state": return field("value", t("followers.state"), select(filter, "value", STATES.map((state) => [state, word("followerState", state)])));
        case "tagId": return field("value", t("followers.tagId"), select(filter, "value", tagOptions()));
        default: return field("value", t(filter.by === "openid" ? "followers.openid" : "followers.value"), textInput(filter, "value", { maxlength: 64 }));
      }
    };

    const pick = (follower) => h("input", {
      class: "form-check-input", type: "checkbox", "aria-label": t("followers.pick", { openid: follower.openid }), checked: chosen.has(follower.openid),
      onChange: (event) => { if (event.target.checked) chosen.add(follower.openid); else chosen.delete(follower.openid); },
    });

    const chosenBar = () => (chosen.size === 0 ? null : h("div", { class: "card chosen-bar", role: "group", "aria-label": t("followers.chosen", { n: chosen.size }) }, [
      h("p", { role: "status" }, t("followers.chosen", { n: chosen.size })),
      h("p", { class: "actions" }, [
        button(t("followers.tagAct"), () => tagging("tag", "tag"), "outline-primary"), button(t("followers.untagAct"), () => tagging("untag", "untag"), "outline-primary"),
        button(t("followers.block"), () => blocking("block", "danger"), "danger"), button(t("followers.unblock"), () => blocking("unblock", "primary"), "outline-primary"),
        button(t("followers.clear"), () => chosen.clear(), "outline-primary"),
      ]),
    ]));

    return () => [
      h("h1", { tabindex: -1 }, t("followers.title")),
      h(Sync, { operator, say }),
      h("p", link(t("followers.manageTags"), "followers", { tags: "all" })),
      h("form", { class: "filters", role: "search", novalidate: "", onSubmit: search }, [
        field("by", t("followers.by"), select(filter, "by", BY.map((by) => [by, t(`followers.${by || "all"}`)]), otherCondition)),
        valueField(),
        h("p", { class: "actions" }, h("button", { type: "submit", class: "btn btn-primary" }, t("followers.search"))),
      ]),
      change.view(),
      chosenBar(),
      pageView(list, (items) => table(t("followers.caption"), [
        ...(admin ? [["pick", t("followers.choose"), pick]] : []),
        ["openid", t("followers.openid"), (follower) => link(follower.openid, "followers", { openid: follower.openid })],
        ["remark", t("followers.remark"), (follower) => follower.remark || "—"],
        ["state", t("followers.state"), stateBadges],
        ["tags", t("followers.tags"), (follower) => (follower.tagIds?.length > 0 ? follower.tagIds.map(known.name).join("、") : "—")],
        ["followed", t("followers.followed"), (follower) => time(follower.followedAt) || "—"],
        ["lastAct", t("followers.lastAct"), (follower) => time(follower.lastActAt) || "—"],
      ], items, (follower) => follower.openid)),
      dialog.view(),
    ];
  },
};

const Followers = {
  props: ["operator", "say"],
  setup({ operator, say }) {
    const known = reactive({ tags: [], name: (tagId) => known.tags.find((tag) => tag.tagId === tagId)?.name ?? String(tagId) });

    onMounted(async () => {
      try {
        known.tags = (await wechat.get("/tags")).items;
      } catch (refusal) {
        // Then tags have their numbers only.
      }
    });

    return () => {
      if (place.query.change) return h(Change, { operator });
      if (place.query.tags) return h(Tags, { operator, say });
      if (place.query.openid) return h(Follower, { operator, say, tagName: known.name });
      return h(FollowerList, { operator, say, known });
    };
  },
};

export const followers = { name: "followers", texts: followerTexts, component: Followers };
