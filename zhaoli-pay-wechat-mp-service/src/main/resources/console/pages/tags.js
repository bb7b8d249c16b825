// Tags of followers.
import { h, onBeforeUnmount, onMounted, reactive } from "/ops/assets/vue.js";
import { t, time } from "/ops/assets/language.js";
import { button, explain, field, notice, table, textInput, useDialog } from "/ops/assets/parts.js";
import { mayDo } from "/ops/assets/frame.js";
import { useChange } from "./changes.js";
import { loaded } from "./more-parts.js";
import { link } from "./place.js";
import { wechat } from "./wechat-api.js";

export const Tags = {
  props: ["operator", "say"],
  setup({ operator, say }) {
    const list = loaded(() => wechat.get("/tags"));
    const admin = mayDo(operator, ["ADMIN"]);
    const wish = reactive({ name: "", rename: "", busy: false, problem: null, missing: false });
    const dialog = useDialog();
    const change = useChange(say);

    onMounted(list.load);
    onBeforeUnmount(change.stop);

    async function attempt(work) {
      if (wish.busy) return;
      wish.busy = true;
      wish.problem = null;
      try {
        await work();
      } catch (refusal) {
        wish.problem = explain(refusal);
      } finally {
        wish.busy = false;
      }
    }

    const refresh = () => attempt(async () => { list.value = await wechat.post("/tags/refresh"); });

    function create(event) {
      event.preventDefault();
      wish.missing = wish.name.trim() === "";
      if (wish.missing) {
        document.getElementById("tag-name").focus();
        return;
      }
      attempt(async () => {
        change.follow(await wechat.post("/tags", { name: wish.name.trim() }), list.load);
        wish.name = "";
      });
    }

    function rename(tag) {
      wish.rename = tag.name;
      dialog.ask({
        title: t("tags.renameTitle", { name: tag.name }), submit: t("tags.rename"), content: () => field("rename", t("tags.newName"), textInput(wish, "rename", { maxlength: 30 }), { hint: t("tags.nameHint") }),
        act: async () => { change.follow(await wechat.put(`/tags/${tag.tagId}`, { name: wish.rename.trim(), expectedName: tag.name }), list.load); },
      });
    }

    function remove(tag) {
      dialog.ask({
        title: t("tags.removeTitle", { name: tag.name }), text: t("tags.removeText"), submit: t("tags.remove"), tone: "danger",
        act: async () => { change.follow(await wechat.remove(`/tags/${tag.tagId}?expectedName=${encodeURIComponent(tag.name)}`), list.load); },
      });
    }

    const act = (tag, name, onClick) => button(t(`tags.${name}`), onClick, "outline-primary btn-sm", { "aria-label": t("tags.of", { act: t(`tags.${name}`), name: tag.name }) });

    return () => [
      h("p", link(`← ${t("followers.back")}`, "followers")),
      h("h1", { tabindex: -1 }, t("tags.title")),
      change.view(),
      notice("bad", list.problem ?? wish.problem, list.problem ? button(t("again"), list.load, "outline-primary") : null),
      admin
        ? h("form", { class: "card", novalidate: "", onSubmit: create }, [
            field("tag-name", t("tags.newName"), textInput(wish, "name", { maxlength: 30 }), { hint: t("tags.nameHint"), problem: wish.missing && wish.name.trim() === "" ? t("login.required") : null }),
            h("button", { type: "submit", class: "btn btn-primary", disabled: wish.busy }, t("tags.create")),
          ])
        : h("p", { class: "quiet" }, t("followers.auditorOnly")),
      list.value
        ? [
            h("p", { class: "actions mb-2" }, [h("span", { class: "quiet" }, list.value.refreshedAt ? t("tags.refreshed", { at: time(list.value.refreshedAt) }) : ""), admin ? button(t("tags.refresh"), refresh, "outline-primary btn-sm", { disabled: wish.busy }) : null]),
            table(t("tags.caption"), [
              ["name", t("tags.name"), (tag) => [link(tag.name, "followers", { by: "tagId", value: tag.tagId }), tag.system ? h("span", { class: "quiet" }, ` ${t("tags.system")}`) : null]],
              ["number", t("tags.number"), (tag) => String(tag.tagId)],
              ["followers", t("tags.followers"), (tag) => String(tag.followers)],
              ...(admin ? [["actions", t("tags.actions"), (tag) => (tag.system ? "—" : h("div", { class: "actions" }, [act(tag, "rename", () => rename(tag)), act(tag, "remove", () => remove(tag))]))]] : []),
            ], list.value.items, (tag) => tag.tagId),
          ]
        : list.busy ? h("p", { class: "quiet", role: "status" }, t("loading")) : null,
      dialog.view(),
    ];
  },
};
