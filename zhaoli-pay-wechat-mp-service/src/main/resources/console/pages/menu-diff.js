// What differs from what WeChat shows, or from another version, to a version.
import { h, onMounted, reactive } from "/ops/assets/vue.js";
import { t, time, word } from "/ops/assets/language.js";
import { button, field, notice, select, table } from "/ops/assets/parts.js";
import { placeWords } from "./menu-content.js";
import { loaded } from "./more-parts.js";
import { wechat } from "./wechat-api.js";

const LIVE = "live";
const GROUPS = { type: "buttonType", clientPlatform: "platform" };

export function changesTable(changes) {
  if (changes.length === 0) return h("p", { class: "quiet" }, t("menus.same"));
  const value = (change, which) => {
    const group = GROUPS[change.path.split(".").pop()];
    return change[which] === undefined || change[which] === null ? "—" : group ? word(group, change[which]) : change[which];
  };
  return table(t("menus.diffCaption"), [
    ["where", t("menus.where"), (change) => placeWords(change.path)],
    ["kind", t("menus.kind"), (change) => word("menuChange", change.kind)],
    ["before", t("menus.before"), (change) => value(change, "before")],
    ["after", t("menus.after"), (change) => value(change, "after")],
  ], changes, (change) => change.path);
}

export const fetchChanges = (versionNo, against = LIVE) =>
  wechat.get(`/menus/versions/${encodeURIComponent(versionNo)}/diff`, { against }).then(({ changes }) => changes);

export const MenuDiff = {
  props: { version: { type: Object, required: true } },
  setup(props) {
    const state = reactive({ against: LIVE, others: [] });
    const changes = loaded(() => fetchChanges(props.version.versionNo, state.against));

    onMounted(async () => {
      changes.load();
      try {
        const { items } = await wechat.get("/menus/versions", { limit: 20 });
        state.others = items.filter((each) => each.versionNo !== props.version.versionNo);
      } catch (refusal) {
        // Then it is compared with what WeChat shows.
      }
    });

    const name = (version) => `${version.note || version.versionNo.slice(-6)} (${time(version.updatedAt)})`;

    return () => h("section", { class: "card" }, [
      h("h2", t("menus.diff")),
      field("against", t("menus.against"), select(state, "against", [[LIVE, t("menus.againstNow")], ...state.others.map((each) => [each.versionNo, name(each)])], changes.load)),
      notice("bad", changes.problem, changes.problem ? button(t("again"), changes.load, "outline-primary") : null),
      changes.value ? changesTable(changes.value) : changes.busy ? h("p", { class: "quiet", role: "status" }, t("loading")) : null,
    ]);
  },
};
