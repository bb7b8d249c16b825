// The messages of an answer, of a rule or of a QR code: their fields and how a follower sees them.
import { h, nextTick } from "/ops/assets/vue.js";
import { t, word } from "/ops/assets/language.js";
import { button, field, select, textInput } from "/ops/assets/parts.js";
import { bubble } from "./chat.js";
import { bytes, textArea } from "./more-parts.js";

const FIELDS = { text: ["content"], picture: ["mediaId"], news: ["title", "description", "picUrl", "url"] };
const LABELS = { content: "content", mediaId: "mediaId", title: "newsTitle", description: "description", picUrl: "picUrl", url: "url" };
const LENGTHS = { content: 2048, mediaId: 128, title: 64, description: 120, picUrl: 512, url: 512 };
const MAX_MESSAGES = 4;

const emptyMessage = () => ({ type: "text", content: "", mediaId: "", title: "", description: "", picUrl: "", url: "" });

/** Without what is empty. */
export const given = (fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== "" && value !== undefined && value.length !== 0));

/** What the form holds of messages of the API. */
export const messagesOf = (replies) => replies.map((reply) => ({ ...emptyMessage(), ...reply }));

/** The messages as the API takes them. */
export const writtenReplies = (replies) => replies.map((reply) => ({ type: reply.type, ...given(Object.fromEntries(FIELDS[reply.type].map((name) => [name, reply[name] ?? ""]))) }));

/** Ids of the fields that must not be empty and are. */
export const emptyReplyFields = (replies) => replies.flatMap((reply, index) => FIELDS[reply.type].filter((each) => each !== "description" && reply[each].trim() === "").map((each) => `reply-${index}-${each}`));

/** How a follower sees them. */
export const replyPreview = (replies) => h("section", { class: "card chat" }, [
  h("h2", t("rules.preview")),
  h("div", { class: "bubbles" }, replies.map((reply, index) => h("div", { key: index }, bubble(reply.type === "text" && reply.content === "" ? { type: "text", content: "…" } : reply)))),
]);

/**
 * The view of messages to be written, below an element with the id replies-title.
 * `messages()` are those of the form, `touched()` hears of each change, `missing(id, value)` says
 * what a field lacks.
 */
export function replyEditor(messages, touched, missing) {
  function message(reply, index) {
    const id = (name) => `reply-${index}-${name}`;
    const replies = messages();
    const on = (name) => (event) => { reply[name] = event.target.value; touched(); };
    const control = (name) => (name === "content" || name === "description"
      ? textArea(reply, name, { rows: name === "content" ? 4 : 2, maxlength: LENGTHS[name], onInput: on(name) })
      : textInput(reply, name, { maxlength: LENGTHS[name], onInput: on(name) }));
    return h("fieldset", { class: "inset", key: index }, [
      h("legend", t("rules.message", { n: index + 1 })),
      field(id("type"), t("rules.type"), select(reply, "type", Object.keys(FIELDS).map((type) => [type, word("replyType", type)]), touched)),
      FIELDS[reply.type].map((name) => field(id(name), t(`rules.${LABELS[name]}`), control(name), {
        hint: name === "content" ? t("rules.contentHint", { has: bytes(reply.content) }) : null, problem: missing(id(name), reply[name]),
      })),
      replies.length > 1
        ? h("p", { class: "actions" }, [
            index > 0 ? button(t("rules.moveUp", { n: index + 1 }), () => { [replies[index - 1], replies[index]] = [replies[index], replies[index - 1]]; touched(); }, "outline-primary btn-sm") : null,
            button(t("rules.removeMessage", { n: index + 1 }), () => { replies.splice(index, 1); touched(); nextTick(() => document.getElementById("replies-title")?.focus()); }, "outline-primary btn-sm"),
          ])
        : null,
    ]);
  }

  function add() {
    messages().push(emptyMessage());
    touched();
    nextTick(() => document.getElementById(`reply-${messages().length - 1}-type`)?.focus());
  }

  return () => [messages().map(message), messages().length < MAX_MESSAGES ? button(t("rules.addMessage"), add, "outline-primary") : null];
}
