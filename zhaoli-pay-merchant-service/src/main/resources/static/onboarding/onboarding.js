// The onboarding page: one view for each status, polled every two seconds.
const POLL_MILLIS = 2000;
const API = "v1/sessions";
const POLLED = new Set(["WAITING_SCAN", "SCANNED", "SUBMITTED"]);
const STEPS = ["WAITING_SCAN", "SCANNED", "SUBMITTED", "APPROVED"];
const FIELDS = ["creditCode", "name", "contactName", "contactPhone"];

const TEXTS = {
  zh: {
    documentTitle: "商户入驻 · 招利支付", otherLanguage: "English", title: "商户入驻", progress: "进度",
    stepScan: "扫码", stepForm: "资料", stepAudit: "审核", stepKeys: "密钥",
    loading: "正在准备二维码……", qrAlt: "公众号二维码，请用微信扫描",
    scanTitle: "用微信扫一扫", scanText: "请由接收收款通知的负责人扫码并关注公众号，关注后本页自动进入下一步。",
    validUntil: "二维码有效期至", formTitle: "填写商户资料", rejectedTitle: "审核未通过：",
    creditCode: "统一社会信用代码", creditCodeHint: "营业执照上的 18 位代码", name: "商户名称",
    contactName: "联系人", contactPhone: "联系电话", submit: "提交审核", submitAgain: "重新提交审核",
    auditTitle: "资料已提交，正在审核",
    auditText: "审核结果会通过微信通知，本页也会自动更新。请保留本浏览器：密钥只在这里显示。",
    merchantNo: "商户号", approvedTitle: "审核通过",
    revealText: "密钥只显示一次。请先准备好保存的地方，再点击查看。", reveal: "查看密钥（仅一次）",
    saveNow: "请立即保存以下内容，离开本页后无法再次查看。", copyAll: "复制全部", copy: "复制", copied: "已复制",
    alreadyShown: "密钥已经展示过，不能再次查看。如未保存，请联系我们更换密钥。",
    another: "为另一家商户入驻", expiredTitle: "二维码已过期", expiredText: "请重新获取二维码。",
    restart: "重新开始", failedTitle: "暂时无法获取二维码", again: "重试",
    offline: "网络连接中断，正在重试……",
    problem_creditCode: "代码不正确，请核对 18 位代码", problem_name: "请填写 2 至 100 个字的名称",
    problem_contactName: "请填写 2 至 30 个字的姓名", problem_contactPhone: "请填写手机号，或带区号的座机号",
    status_WAITING_SCAN: "请用微信扫码", status_SCANNED: "扫码成功，请填写资料", status_SUBMITTED: "资料已提交，正在审核",
    status_APPROVED: "审核通过", status_REJECTED: "审核未通过，请修改后重新提交", status_EXPIRED: "二维码已过期",
    field_merchantNo: "商户号 merchantNo", field_appId: "应用 appId", field_keyId: "密钥编号 keyId",
    field_appSecret: "应用密钥 appSecret", field_salt: "盐值 salt", field_signType: "签名方式 signType",
    field_webhookSecret: "回调密钥 webhookSecret",
  },
  en: {
    documentTitle: "Join as a merchant · zhaoli-pay", otherLanguage: "中文", title: "Join as a merchant", progress: "Progress",
    stepScan: "Scan", stepForm: "Details", stepAudit: "Review", stepKeys: "Keys",
    loading: "Preparing the QR code…", qrAlt: "QR code of the official account, to be scanned with WeChat",
    scanTitle: "Scan with WeChat", scanText: "The person who shall get payment messages scans the code and follows the account. This page then goes on by itself.",
    validUntil: "Valid until", formTitle: "About the merchant", rejectedTitle: "Not approved:",
    creditCode: "Unified social credit code", creditCodeHint: "The 18 characters on the business licence", name: "Merchant name",
    contactName: "Contact", contactPhone: "Phone", submit: "Submit for review", submitAgain: "Submit again",
    auditTitle: "Submitted, under review",
    auditText: "The result comes by WeChat, and this page updates by itself. Keep this browser: the keys are shown only here.",
    merchantNo: "Merchant number", approvedTitle: "Approved",
    revealText: "The keys are shown once. Have a safe place ready before you look.", reveal: "Show the keys (once)",
    saveNow: "Save these now: they cannot be seen again.", copyAll: "Copy all", copy: "Copy", copied: "Copied",
    alreadyShown: "The keys were shown before and cannot be seen again. If you did not save them, ask us for new ones.",
    another: "Join with another merchant", expiredTitle: "The QR code has expired", expiredText: "Please get a new one.",
    restart: "Begin again", failedTitle: "No QR code can be had right now", again: "Try again",
    offline: "The connection is lost, trying again…",
    problem_creditCode: "This is not a valid code: check the 18 characters", problem_name: "2 to 100 characters, please",
    problem_contactName: "2 to 30 characters, please", problem_contactPhone: "A mobile number, or a land line with area code",
    status_WAITING_SCAN: "Scan the code with WeChat", status_SCANNED: "Scanned, please fill in the form", status_SUBMITTED: "Submitted, under review",
    status_APPROVED: "Approved", status_REJECTED: "Not approved, please correct and submit again", status_EXPIRED: "The QR code has expired",
    field_merchantNo: "merchantNo", field_appId: "appId", field_keyId: "keyId", field_appSecret: "appSecret",
    field_salt: "salt", field_signType: "signType", field_webhookSecret: "webhookSecret",
  },
};

const state = { language: initialLanguage(), qrToken: null, status: "LOADING", expiresAt: null, timer: 0, busy: false };
const $ = (id) => document.getElementById(id);
const text = (key) => TEXTS[state.language][key] ?? key;

function initialLanguage() {
  const asked = new URLSearchParams(location.search).get("lang");
  return asked === "en" || (asked === null && !navigator.language.toLowerCase().startsWith("zh")) ? "en" : "zh";
}

/** An answer with its body, or an error that carries the platform's error body. */
async function call(method, path, body) {
  const response = await fetch(API + path, {
    method,
    credentials: "same-origin",
    headers: {
      "Accept-Language": state.language === "zh" ? "zh-CN" : "en",
      ...(body ? { "Content-Type": "application/json" } : {}),
    },
    body: body ? JSON.stringify(body) : undefined,
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw Object.assign(new Error(answer.message ?? `HTTP ${response.status}`), {
      status: response.status, code: answer.code, details: answer.details ?? {},
    });
  }
  return answer;
}

async function begin(restart) {
  show("LOADING");
  problem("");
  try {
    const begun = await call("POST", restart ? "?restart=true" : "");
    state.qrToken = begun.qrToken;
    state.expiresAt = new Date(begun.expiresAt);
    $("qr").src = begun.qrCodeUrl;
    $("before-reveal").hidden = false;
    $("after-reveal").hidden = true;
    $("already-shown").hidden = true;
    $("credentials").replaceChildren();
    if (restart) $("form").reset();
    update(begun);
  } catch (error) {
    show("FAILED");
    problem(error.status ? error.message : text("offline"));
  }
}

async function poll() {
  clearTimeout(state.timer);
  const token = state.qrToken;
  let wait = POLL_MILLIS;
  try {
    const answer = await call("GET", "/" + encodeURIComponent(token));
    if (token !== state.qrToken) return;
    if (!state.busy) {
      problem("");
      update(answer);
    }
  } catch (error) {
    if (error.status === 404) return begin(false);
    if (error.status === 429) wait = 5 * POLL_MILLIS;
    problem(error.status ? error.message : text("offline"));
  }
  if (POLLED.has(state.status)) schedule(wait);
}

function schedule(millis) {
  clearTimeout(state.timer);
  state.timer = setTimeout(poll, millis);
}

function update(answer) {
  const changed = answer.status !== state.status;
  document.querySelectorAll(".merchant-no").forEach((element) => { element.textContent = answer.merchantNo ?? ""; });
  if (answer.status === "REJECTED") {
    $("reason").textContent = answer.rejectReason ?? "";
    if (answer.rejectReason === undefined && changed) setTimeout(poll, 0);
  }
  if (changed) {
    show(answer.status);
    $("live").textContent = text("status_" + answer.status);
  }
  if (POLLED.has(answer.status)) schedule(POLL_MILLIS);
}

function show(status) {
  state.status = status;
  const view = status === "REJECTED" ? "SCANNED" : status;
  document.querySelectorAll("main > section").forEach((section) => { section.hidden = section.id !== "view-" + view; });
  $("rejected").hidden = status !== "REJECTED";
  $("submit").textContent = text(status === "REJECTED" ? "submitAgain" : "submit");
  const at = STEPS.indexOf(view);
  document.querySelectorAll("#steps li").forEach((step, index) => {
    step.classList.toggle("done", index < at);
    if (index === at) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  });
  if (view === "SCANNED") $("creditCode").focus({ preventScroll: true });
}

function problem(message) {
  $("problem").textContent = message;
  $("problem").hidden = message === "";
}

function fieldProblem(name, message) {
  $(name + "-error").textContent = message;
  $(name + "-error").hidden = message === "";
  if (message) $(name).setAttribute("aria-invalid", "true");
  else $(name).removeAttribute("aria-invalid");
}

async function submit(event) {
  event.preventDefault();
  problem("");
  const form = Object.fromEntries(FIELDS.map((name) => [name, $(name).value.trim()]));
  form.creditCode = form.creditCode.toUpperCase();
  const missing = FIELDS.filter((name) => form[name] === "");
  FIELDS.forEach((name) => fieldProblem(name, missing.includes(name) ? text("problem_" + name) : ""));
  if (missing.length > 0) return $(missing[0]).focus();
  state.busy = true;
  $("submit").disabled = true;
  try {
    update(await call("POST", `/${encodeURIComponent(state.qrToken)}/application`, form));
  } catch (error) {
    const wrong = FIELDS.filter((name) => name in (error.details ?? {}));
    wrong.forEach((name) => fieldProblem(name, text("problem_" + name)));
    if (wrong.length > 0) $(wrong[0]).focus();
    else problem(error.status ? error.message : text("offline"));
  } finally {
    state.busy = false;
    $("submit").disabled = false;
  }
}

async function reveal() {
  problem("");
  $("reveal").disabled = true;
  try {
    showCredentials(await call("POST", `/${encodeURIComponent(state.qrToken)}/credentials`));
  } catch (error) {
    if (error.code === "CREDENTIALS_ALREADY_SHOWN") {
      $("before-reveal").hidden = true;
      $("already-shown").hidden = false;
    } else {
      problem(error.status ? error.message : text("offline"));
    }
  } finally {
    $("reveal").disabled = false;
  }
}

function showCredentials(credentials) {
  const rows = Object.entries(credentials).flatMap(([name, value]) => {
    const term = document.createElement("dt");
    term.textContent = text("field_" + name);
    const code = document.createElement("code");
    code.textContent = value;
    const copy = document.createElement("button");
    copy.type = "button";
    copy.className = "plain";
    copy.textContent = text("copy");
    copy.setAttribute("aria-label", `${text("copy")} ${name}`);
    copy.addEventListener("click", () => copyText(value, copy, "copy"));
    const description = document.createElement("dd");
    description.append(code, copy);
    return [term, description];
  });
  $("credentials").replaceChildren(...rows);
  const all = Object.entries(credentials).map(([name, value]) => `${name}=${value}`).join("\n");
  $("copy-all").onclick = () => copyText(all, $("copy-all"), "copyAll");
  $("before-reveal").hidden = true;
  $("after-reveal").hidden = false;
}

async function copyText(value, button, label) {
  try {
    await navigator.clipboard.writeText(value);
    button.textContent = text("copied");
    setTimeout(() => { button.textContent = text(label); }, 1500);
  } catch {
    // Without https the browser has no clipboard: the text can still be marked by hand.
    getSelection().selectAllChildren($("credentials"));
  }
}

function translate() {
  document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
  document.title = text("documentTitle");
  document.querySelectorAll("[data-text]").forEach((element) => { element.textContent = text(element.dataset.text); });
  $("steps").setAttribute("aria-label", text("progress"));
  $("qr").alt = text("qrAlt");
  $("language").textContent = text("otherLanguage");
  $("language").lang = state.language === "zh" ? "en" : "zh-CN";
  $("submit").textContent = text(state.status === "REJECTED" ? "submitAgain" : "submit");
  if (state.expiresAt) {
    $("expires").textContent = state.expiresAt.toLocaleDateString(document.documentElement.lang);
    $("expires").dateTime = state.expiresAt.toISOString();
  }
}

$("language").addEventListener("click", () => {
  state.language = state.language === "zh" ? "en" : "zh";
  translate();
});
$("form").addEventListener("submit", submit);
$("reveal").addEventListener("click", reveal);
$("again").addEventListener("click", () => begin(false));
document.querySelectorAll(".restart").forEach((button) => button.addEventListener("click", () => begin(true).then(translate)));
// A phone that was asleep asks at once instead of waiting for its timer.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && state.qrToken && POLLED.has(state.status)) poll();
});

translate();
begin(false).then(translate);
