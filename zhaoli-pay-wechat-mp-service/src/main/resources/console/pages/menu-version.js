// One version of the menus: a draft with its editor, or one that was published.
import { h, nextTick, onBeforeUnmount, onMounted, reactive } from "/ops/assets/vue.js";
import { isChinese, t, time } from "/ops/assets/language.js";
import { button, explain, facts, field, notice, textInput, useDialog } from "/ops/assets/parts.js";
import { mayDo } from "/ops/assets/frame.js";
import { changesTable, fetchChanges, MenuDiff } from "./menu-diff.js";
import { useMenuEditor } from "./menu-editor.js";
import { cleaned, STATUS_TONES } from "./menu-content.js";
import { badge, loaded, who } from "./more-parts.js";
import { go, guard, link, place } from "./place.js";
import { wechat } from "./wechat-api.js";

const ASK_AGAIN_MILLIS = 2000;
const ASK_TIMES = 15;

export const MenuVersion = {
  props: ["operator", "say"],
  setup({ operator, say }) {
    const number = place.query.version;
    const path = `/menus/versions/${encodeURIComponent(number)}`;
    const one = reactive({ version: null, note: "", problem: null, busy: false, conflict: false, changed: false, running: false, outcome: null, turn: 0 });
    const admin = mayDo(operator, ["ADMIN"]);
    const dialog = useDialog();
    const editor = useMenuEditor({ onChange: () => { one.changed = true; }, say });
    let gone = false;

    function take(version) {
      Object.assign(one, { version, note: version.note ?? "", conflict: false, changed: false, problem: null });
      one.turn++;
      editor.take(version.content, version.problems, admin && version.status === "DRAFT");
    }

    async function load() {
      one.problem = null;
      try {
        take(await wechat.get(path));
      } catch (refusal) {
        one.problem = explain(refusal);
      }
    }

    /** A publication of this version that was left under way is followed by whoever comes. */
    async function takeUp() {
      if (one.version?.status !== "FIXED") return;
      const { items } = await wechat.get("/menus/publications", { limit: 20 }).catch(() => ({ items: [] }));
      const publication = items.find((each) => each.versionNo === number && each.status === "RUNNING");
      if (publication) follow(publication);
    }

    onMounted(async () => {
      guard(() => one.changed);
      await load();
      takeUp();
    });
    onBeforeUnmount(() => { gone = true; });

    function fail(refusal) {
      one.conflict = refusal.code === "MENU_CONFLICT";
      one.problem = one.conflict ? null : explain(refusal);
      nextTick(() => document.querySelector("#menu-alerts")?.focus());
    }

    async function attempt(work) {
      if (one.busy) return;
      one.busy = true;
      one.problem = null;
      try {
        await work();
      } catch (refusal) {
        fail(refusal);
      } finally {
        one.busy = false;
      }
    }

    const written = () => ({ note: one.note.trim() || undefined, content: cleaned(editor.content) });

    const save = () => attempt(async () => {
      take(await wechat.put(path, { revision: one.version.revision, ...written() }));
      say(t("menus.saved"));
    });

    const copy = () => attempt(async () => {
      const made = await wechat.post("/menus/versions", written());
      one.changed = false;
      say(t("menus.copied"));
      go("menus", { version: made.versionNo });
    });

    function discard() {
      let done = false;
      dialog.ask({
        title: t("menus.discardTitle"), text: t("menus.discardText"), submit: t("menus.discard"), tone: "danger",
        act: async () => {
          await wechat.remove(`${path}?revision=${one.version.revision}`);
          one.changed = false;
          done = true;
          say(t("menus.discarded"));
        },
        then: () => { if (done) go("menus"); },
      });
    }

    /** Asks until the outcome is known, or long enough. */
    async function follow(publication) {
      let known = publication;
      one.running = true;
      one.outcome = { tone: "info", words: () => t("menus.publishing") };
      for (let i = 0; i < ASK_TIMES && known.status === "RUNNING" && !gone; i++) {
        await new Promise((resolve) => { setTimeout(resolve, ASK_AGAIN_MILLIS); });
        known = await wechat.get(`/menus/publications/${encodeURIComponent(publication.publicationNo)}`).catch(() => known);
      }
      if (gone) return;
      one.running = false;
      one.outcome = outcomeOf(known);
      if (known.status !== "RUNNING") await load();
    }

    function outcomeOf(publication) {
      switch (publication.status) {
        case "DONE": return { tone: "good", words: () => t("menus.published") };
        case "REFUSED": return { tone: "bad", words: () => t("menus.refused", { code: publication.errorCode }) };
        case "GIVEN_UP": return { tone: "bad", words: () => t("menus.givenUp") };
        default: return { tone: "info", words: () => t("menus.stillPublishing") };
      }
    }

    function publish() {
      const fixed = one.version.status === "FIXED";
      const changes = loaded(() => fetchChanges(number));
      changes.load();
      dialog.ask({
        title: t(fixed ? "menus.rollbackTitle" : "menus.publishTitle"), text: t("menus.publishText"), submit: t(fixed ? "menus.rollback" : "menus.publish"), reason: t("menus.why"),
        content: () => h("div", { class: "dialog-diff", role: "group", tabindex: 0, "aria-label": t("menus.diffCaption") }, [
          notice("bad", changes.problem),
          changes.value ? changesTable(changes.value) : changes.busy ? h("p", { class: "quiet" }, t("loading")) : null,
        ]),
        act: async (reason) => {
          one.outcome = null;
          try {
            const publication = await wechat.post(`${path}/publish`, { revision: one.version.revision, reason });
            if (publication.status === "RUNNING") {
              follow(publication);
              return;
            }
            one.outcome = outcomeOf(publication);
            say(one.outcome.words());
          } catch (refusal) {
            if (refusal.code === "MENU_REFUSED" && isChinese()) refusal.message = t("menus.refused", { code: refusal.details.errcode });
            throw refusal;
          } finally {
            await load();
          }
        },
      });
    }

    const alerts = () => h("div", { id: "menu-alerts", tabindex: -1 }, [
      notice("bad", one.problem),
      one.conflict
        ? notice("bad", t("menus.conflict"), h("p", { class: "actions" }, [button(t("menus.takeTheirs"), load, "outline-primary"), button(t("menus.keepMine"), copy, "outline-primary")]))
        : null,
      one.outcome ? notice(one.outcome.tone, one.outcome.words()) : null,
    ]);

    function actions(version) {
      if (!admin) return h("p", { class: "quiet" }, t("menus.auditorOnly"));
      const draft = version.status === "DRAFT";
      const stop = one.changed ? t("menus.saveFirst") : version.problems.length > 0 ? t("menus.problems") : null;
      return [
        h("p", { class: "actions mb-2" }, [
          draft ? button(t("menus.save"), save, one.changed ? "primary" : "outline-primary", { disabled: one.busy }) : null,
          button(t(draft ? "menus.publish" : "menus.rollback"), publish, one.changed ? "outline-primary" : "primary", { disabled: one.busy || one.running || stop !== null }),
          button(t("menus.copy"), copy, "outline-primary", { disabled: one.busy }),
          draft ? button(t("menus.discard"), discard, "danger", { disabled: one.busy }) : null,
        ]),
        h("p", { class: "quiet", role: "status" }, one.changed ? t("menus.unsaved") : draft ? "" : t("menus.readOnly")),
      ];
    }

    return () => {
      const { version } = one;
      const back = h("p", link(`← ${t("menus.back")}`, "menus"));
      if (!version) {
        return [back, h("h1", { tabindex: -1 }, t("menus.version")), one.problem ? notice("bad", one.problem, button(t("again"), load, "outline-primary")) : h("p", { class: "quiet", role: "status" }, t("loading"))];
      }
      return [
        back,
        h("h1", { tabindex: -1 }, [version.note || `${t("menus.version")} ${version.versionNo.slice(-6)}`, " ", badge("menuStatus", version.status, STATUS_TONES)]),
        alerts(),
        actions(version),
        h("section", { class: "card" }, [
          editor.editable
            ? field("note", t("menus.note"), textInput(one, "note", { maxlength: 200, onInput: (event) => { one.note = event.target.value; one.changed = true; } }), { hint: t("menus.noteHint") })
            : null,
          facts([
            [t("menus.version"), h("code", version.versionNo)], [t("menus.revision"), String(version.revision)],
            [t("menus.changedBy"), who(version.updatedBy, operator)], [t("menus.changedAt"), time(version.updatedAt)],
          ]),
        ]),
        editor.view(),
        h(MenuDiff, { key: one.turn, version }),
        dialog.view(),
      ];
    };
  },
};
