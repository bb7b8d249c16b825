// What became of a change of followers or tags: at once, or after WeChat was asked for long.
import { h, reactive } from "/ops/assets/vue.js";
import { t } from "/ops/assets/language.js";
import { notice } from "/ops/assets/parts.js";
import { wechatProblem } from "./more-parts.js";
import { wechat } from "./wechat-api.js";

const ASK_AGAIN_MILLIS = 2000;
const ASK_TIMES = 30;

/** {follow(change, onEnd), stop(), view()}. */
export function useChange(say) {
  const state = reactive({ change: null });
  let turn = 0;

  async function follow(change, onEnd) {
    const mine = ++turn;
    state.change = change;
    for (let i = 0; i < ASK_TIMES && state.change.status === "RUNNING"; i++) {
      await new Promise((resolve) => { setTimeout(resolve, ASK_AGAIN_MILLIS); });
      if (mine !== turn) return;
      const known = await wechat.get(`/followers/changes/${encodeURIComponent(change.changeNo)}`).catch(() => state.change);
      if (mine !== turn) return;
      state.change = known;
    }
    if (state.change.status === "DONE") {
      say(t("followers.done"));
      state.change = null;
    }
    onEnd();
  }

  function view() {
    const { change } = state;
    if (!change) return null;
    switch (change.status) {
      case "RUNNING": return notice("info", t("followers.running", change));
      case "GIVEN_UP": return notice("bad", t("followers.givenUp"));
      default: return h("div", { class: "notice bad", role: "alert" }, [
        h("p", t(change.status === "PARTLY" ? "followers.partly" : "followers.refused", change)),
        change.refusals?.length > 0 ? h("ul", change.refusals.map((each) => h("li", { key: each.openid }, [h("code", each.openid), ` ${wechatProblem(each.problem)}`]))) : h("p", wechatProblem(change.problem)),
      ]);
    }
  }

  return { follow, stop: () => { turn++; }, view };
}
