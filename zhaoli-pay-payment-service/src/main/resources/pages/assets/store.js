// The page behind a store's QR code: the payer enters the amount, and goes on to the cashier.
import { createApp, h, nextTick, onMounted, reactive, useI18n } from "./vue.js";
import { applyLanguage, i18n } from "./i18n.js";
import { frame, notice, sign } from "./frame.js";
import { getJson, postJson } from "./http.js";
import { grouped, parseYuan } from "./money.js";

const BASE = location.pathname.replace(/\/$/, "");
const MAX_NOTE = 50;
const FORM_ID_BYTES = 24;

// Names one form: sent twice, by a double tap or after a lost answer, it makes one payment.
function newFormId() {
  const bytes = crypto.getRandomValues(new Uint8Array(FORM_ID_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const Store = {
  setup() {
    const { t, te } = useI18n();
    const state = reactive({
      store: null,
      amount: "",
      note: "",
      amountProblem: null,
      noteProblem: false,
      problem: null,
      sending: false,
    });
    let formId = newFormId();

    async function load() {
      state.problem = null;
      const { body, code, status } = await getJson(`${BASE}/state`);
      if (body) state.store = body;
      else if (status === 404) location.reload();
      else fail(code);
    }

    function fail(code) {
      const known = te(`problem.${code}`) ? code : "OTHER";
      state.problem = known === "OFFLINE" ? "NOT_SENT" : known;
    }

    // Other content is another form.
    function edit(field, value) {
      state[field] = value;
      formId = newFormId();
      if (field === "amount" && state.amountProblem) state.amountProblem = parseYuan(value).problem || null;
      if (field === "note") state.noteProblem = [...value.trim()].length > MAX_NOTE;
    }

    async function send(event) {
      event.preventDefault();
      if (state.sending) return;
      const parsed = parseYuan(state.amount);
      state.amountProblem = parsed.problem || null;
      if (parsed.problem || state.noteProblem) {
        await nextTick();
        document.querySelector("[aria-invalid=true]").focus();
        return;
      }
      state.sending = true;
      state.problem = null;
      const { body, code } = await postJson(`${BASE}/payments`, {
        amount: parsed.yuan,
        note: state.note.trim() || null,
        formId,
      });
      if (body) {
        location.assign(`${body.cashier}#pay`);
        return;
      }
      state.sending = false;
      if (code === "STORE_CLOSED" || code === "MERCHANT_SUSPENDED") load();
      else fail(code);
    }

    onMounted(() => {
      // Back from the cashier: what is sent now is another payment.
      window.addEventListener("pageshow", (event) => {
        if (event.persisted) {
          formId = newFormId();
          state.sending = false;
        }
      });
      load();
    });

    function problemNotice(action) {
      return state.problem ? notice("bad", t(`problem.${state.problem}`), action) : null;
    }

    function head(store) {
      return [
        h("h1", store.open ? [h("span", { class: "quiet" }, t("payTo")), " ", store.name] : store.name),
        store.shop && store.shop !== store.name ? h("p", { class: "quiet" }, store.shop) : null,
      ];
    }

    function form(store) {
      const parsed = parseYuan(state.amount);
      const words = state.sending
        ? t("sending")
        : parsed.problem
          ? t("pay")
          : t("payAmount", { amount: grouped(parsed.yuan) });
      return h("form", { class: "card entry", novalidate: true, onSubmit: send }, [
        ...head(store),
        problemNotice(null),
        h("label", { for: "amount" }, t("enterAmount")),
        h("div", { class: ["amount-field", { wrong: state.amountProblem }] }, [
          h("span", { class: "currency", "aria-hidden": "true" }, "¥"),
          h("input", {
            id: "amount",
            name: "amount",
            type: "text",
            inputmode: "decimal",
            autocomplete: "off",
            enterkeyhint: "go",
            maxlength: 12,
            placeholder: "0.00",
            autofocus: true,
            required: true,
            value: state.amount,
            "aria-invalid": state.amountProblem ? "true" : null,
            "aria-describedby": "amount-problem",
            onInput: (event) => edit("amount", event.target.value),
          }),
          h("span", { class: "unit" }, t("yuan")),
        ]),
        h("p", { id: "amount-problem", class: "wrong-words" }, state.amountProblem ? t(`amountProblem.${state.amountProblem}`) : ""),
        h("label", { for: "note" }, t("noteOptional")),
        h("input", {
          id: "note",
          name: "note",
          class: "form-control",
          autocomplete: "off",
          value: state.note,
          "aria-invalid": state.noteProblem ? "true" : null,
          "aria-describedby": "note-hint",
          onInput: (event) => edit("note", event.target.value),
        }),
        h("p", { id: "note-hint", class: state.noteProblem ? "wrong-words" : "quiet" }, t(state.noteProblem ? "noteProblem" : "noteHint")),
        h("button", { type: "submit", class: "btn btn-pay", disabled: state.sending }, words),
      ]);
    }

    function closed(store) {
      return h("section", { class: "card result" }, [
        sign("info"),
        ...head(store),
        h("p", t("storeClosed")),
        h("p", { class: "quiet" }, t("storeClosedText")),
      ]);
    }

    function starting() {
      const again = h("button", { type: "button", class: "btn btn-outline-danger", onClick: load }, t("retry"));
      return h("section", { class: "card" }, [problemNotice(again) || h("p", { class: "busy" }, t("loading"))]);
    }

    return () => {
      const store = state.store;
      const content = store ? (store.open ? form(store) : closed(store)) : starting();
      return frame(t, content, state.sending ? t("sending") : "");
    };
  },
};

document.body.dataset.title = "titleStore";
applyLanguage();
createApp(Store).use(i18n).mount("#app");
