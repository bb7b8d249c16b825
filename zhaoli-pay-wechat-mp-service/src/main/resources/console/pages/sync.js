// The sync of followers with WeChat, with its progress.
import { h, onBeforeUnmount, onMounted } from "/ops/assets/vue.js";
import { t, time, word } from "/ops/assets/language.js";
import { button, notice } from "/ops/assets/parts.js";
import { mayDo } from "/ops/assets/frame.js";
import { badge, loaded, wechatProblem } from "./more-parts.js";
import { wechat } from "./wechat-api.js";

const TONES = { RUNNING: "wait", DONE: "good", STOPPED: "off", FAILED: "bad" };
const ASK_AGAIN_MILLIS = 2000;

export const Sync = {
  props: ["operator", "say"],
  setup({ operator, say }) {
    const last = loaded(() => wechat.get("/followers/syncs", { limit: 1 }).then(({ items }) => ({ run: items[0] ?? null })));
    const begun = loaded(() => wechat.post("/followers/syncs"));
    const stopped = loaded(() => wechat.post(`/followers/syncs/${encodeURIComponent(last.value.run.runNo)}/stop`));
    let timer = 0;
    let gone = false;

    async function look() {
      clearTimeout(timer);
      await last.load();
      if (!gone && last.value?.run?.status === "RUNNING" && !last.problem) timer = setTimeout(look, ASK_AGAIN_MILLIS);
    }

    onMounted(look);
    onBeforeUnmount(() => {
      gone = true;
      clearTimeout(timer);
    });

    async function act(call, words) {
      await call.load();
      if (!call.problem) say(words);
      await look();
    }

    function state(run) {
      if (!run) return h("p", { class: "quiet" }, t("sync.none"));
      return [
        h("p", [badge("syncStatus", run.status, TONES), " ", run.status === "RUNNING" ? word("syncPhase", run.phase) : t("sync.last", { at: time(run.settledAt ?? run.startedAt) })]),
        run.status === "RUNNING" ? h("progress", { class: "progress-line", max: Math.max(1, run.total), value: run.read, "aria-label": t("sync.title") }) : null,
        h("p", { class: "quiet" }, [t("sync.progress", { read: run.read, total: run.total }), " · ", t("sync.found", run)]),
        run.problem ? notice("bad", run.nextAttemptAt ? t("sync.waits", { at: time(run.nextAttemptAt), problem: wechatProblem(run.problem) }) : wechatProblem(run.problem)) : null,
      ];
    }

    return () => h("section", { class: "card" }, [
      h("h2", t("sync.title")),
      h("p", { class: "quiet" }, t("sync.text")),
      notice("bad", last.problem ?? begun.problem ?? stopped.problem, last.problem ? button(t("again"), look, "outline-primary") : null),
      last.value ? state(last.value.run) : last.busy ? h("p", { class: "quiet", role: "status" }, t("loading")) : null,
      mayDo(operator, ["ADMIN"]) && last.value
        ? h("p", { class: "actions" }, last.value.run?.status === "RUNNING"
            ? button(t("sync.stop"), () => act(stopped, t("sync.stopped")), "outline-primary", { disabled: stopped.busy })
            : button(t("sync.start"), () => act(begun, t("sync.begun")), "outline-primary", { disabled: begun.busy }))
        : null,
    ]);
  },
};
