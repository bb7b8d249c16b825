// The onboarding page: one view for each status, polled as often as that status may change.
const PAUSE_MILLIS = { WAITING_SCAN: 2000, SCANNED: 2000, SUBMITTED: 2000, REJECTED: 2000, APPROVED: 10_000 };
const CALL_MILLIS = 20_000;
const API = "v1/sessions";
const STEPS = ["WAITING_SCAN", "SCANNED", "SUBMITTED", "APPROVED"];
const SETTLEMENT_FIELDS = ["accountType", "accountHolder", "accountNumber", "bankName", "branchName"];
const TYPED_FIELDS = ["creditCode", "name", "contactName", "contactPhone", ...SETTLEMENT_FIELDS];
const FIELDS = ["creditCode", "name", "contactName", "contactPhone", "licence", ...SETTLEMENT_FIELDS];
// What the server takes: the picture is made smaller until it fits.
const PICTURE_BYTES = 900 * 1024;
const PICTURE_SIDE = 2000;
const PICTURE_QUALITIES = [0.85, 0.7, 0.5, 0.3];
const DRAFT = "zhaoli-onboarding-draft";
const LANGUAGE = "zhaoli-onboarding-language";

const TEXTS = {
  zh: {
    documentTitle: "商户入驻 · 招利支付", otherLanguage: "English", title: "商户入驻", progress: "进度",
    stepScan: "扫码", stepForm: "资料", stepAudit: "审核", stepKeys: "密钥",
    loading: "正在准备二维码……", qrAlt: "公众号二维码，请用微信扫描",
    scanTitle: "用微信扫一扫", scanText: "请由接收收款通知的负责人扫码并关注公众号，关注后本页自动进入下一步。",
    validUntil: "二维码有效期至", formTitle: "填写商户资料", rejectedTitle: "审核未通过：",
    creditCode: "统一社会信用代码", creditCodeHint: "营业执照上的 18 位代码", name: "商户名称",
    contactName: "联系人", contactPhone: "联系电话", submit: "提交审核", submitAgain: "重新提交审核",
    licence: "营业执照照片", licenceHint: "JPG 或 PNG，四角完整、文字清晰。仅供审核人员查看。",
    licenceAlt: "已上传的营业执照照片", licenceSending: "正在上传……", licenceSent: "已上传，提交前可重新选择。",
    problem_licence: "请上传营业执照照片", problem_licenceFile: "这个文件不是可以读取的 JPG 或 PNG 图片，请换一张",
    error_BODY_TOO_LARGE: "图片过大，请换一张较小的图片", error_MEDIA_TYPE_UNSUPPORTED: "请选择 JPG 或 PNG 图片",
    error_LICENCE_PICTURE_INVALID: "图片不完整或过小，请换一张每边至少 300 像素的清晰照片",
    settlement: "结算账户", accountType: "账户类型", corporate: "对公账户", personal: "对私账户（个人）",
    accountHolder: "开户名称", accountHolderHint: "与银行账户上的名称一致", accountNumber: "银行账号",
    bankName: "开户银行", branchName: "开户支行",
    problem_accountType: "请选择账户类型", problem_accountHolder: "请填写 2 至 100 个字的开户名称",
    problem_accountNumber: "请填写 8 至 32 位数字的账号", problem_bankName: "请填写 2 至 60 个字的银行名称",
    problem_branchName: "请填写 2 至 100 个字的支行名称",
    auditTitle: "资料已提交，正在审核",
    auditText: "审核结果会通过微信通知，本页也会自动更新。请保留本浏览器：密钥只在这里显示。",
    merchantNo: "商户号", approvedTitle: "审核通过",
    revealText: "密钥只在本浏览器显示，确认保存后不再显示。请先准备好保存的地方，再点击查看。", reveal: "查看密钥",
    saveNow: "请立即保存以下内容，确认后无法再次查看。", kept: "我已妥善保存", keptText: "密钥已确认保存，不再显示。", copyAll: "复制全部", copy: "复制", copied: "已复制",
    alreadyShown: "密钥已经展示过，不能再次查看。如未保存，请联系我们更换密钥。",
    another: "为另一家商户入驻", expiredTitle: "二维码已过期", expiredText: "请重新获取二维码。",
    restart: "重新开始", failedTitle: "暂时无法获取二维码", again: "重试",
    scanOnPhone: "正在用手机打开本页？在微信里可长按二维码识别；在其他浏览器请长按保存图片，再用微信“扫一扫”从相册选取。",
    blockedTitle: "浏览器没有保存 Cookie",
    blockedText: "本页靠 Cookie 认出您的浏览器，没有它无法入驻。请允许本站使用 Cookie，并确认地址以 https:// 开头，然后重试。",
    offline: "网络连接中断，请稍候……", error_OTHER: "操作没有成功，请稍后重试。",
    error_RATE_LIMITED: "操作过于频繁，请稍后重试。", error_UPSTREAM_UNAVAILABLE: "服务暂不可用，请稍后重试。",
    error_UPSTREAM_TIMEOUT: "服务暂不可用，请稍后重试。", error_ONBOARDING_EXPIRED: "二维码已过期，请重新开始。",
    error_ONBOARDING_STATE_INVALID: "申请的状态已变化，本页即将更新。", error_HTTPS_REQUIRED: "密钥只通过 https 展示，请用 https:// 打开本页。",
    error_CREDIT_CODE_TRIES_USED_UP: "使用已被占用的代码提交次数过多，请稍后重试，或联系我们。",
    error_ONBOARDING_UNDER_REVIEW: "本浏览器的申请正在审核，密钥只会在这里显示，不能重新开始。请等待结果；为另一家商户入驻请使用其他浏览器。",
    error_CREDENTIALS_UNCONFIRMED: "本浏览器有尚未确认的密钥，请先保存并确认，再重新开始。",
    error_CREDIT_CODE_TAKEN: "该代码已用于另一份申请。如非贵司提交，请联系我们。",
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
    licence: "Picture of the business licence", licenceHint: "JPG or PNG, all four corners, legible. Only reviewers see it.",
    licenceAlt: "The picture of the licence that was sent", licenceSending: "Sending…", licenceSent: "Sent. You may choose another one until you submit.",
    problem_licence: "A picture of the licence, please", problem_licenceFile: "This file is no JPG or PNG picture that can be read, please choose another one",
    error_BODY_TOO_LARGE: "The picture is too large, please choose a smaller one", error_MEDIA_TYPE_UNSUPPORTED: "A JPG or PNG picture, please",
    error_LICENCE_PICTURE_INVALID: "The picture is not complete or too small: at least 300 pixels on each side, please",
    settlement: "Account for settlement", accountType: "Kind of account", corporate: "Corporate account", personal: "Personal account",
    accountHolder: "Account holder", accountHolderHint: "As the bank has it", accountNumber: "Account number",
    bankName: "Bank", branchName: "Branch",
    problem_accountType: "Choose a kind of account, please", problem_accountHolder: "2 to 100 characters, please",
    problem_accountNumber: "8 to 32 digits, please", problem_bankName: "2 to 60 characters, please",
    problem_branchName: "2 to 100 characters, please",
    auditTitle: "Submitted, under review",
    auditText: "The result comes by WeChat, and this page updates by itself. Keep this browser: the keys are shown only here.",
    merchantNo: "Merchant number", approvedTitle: "Approved",
    revealText: "The keys are shown in this browser only, and never again once you say that you have kept them. Have a safe place ready before you look.", reveal: "Show the keys",
    saveNow: "Save these now: once you confirm it they cannot be seen again.", kept: "I have kept them", keptText: "You have kept the keys. They are not shown any more.", copyAll: "Copy all", copy: "Copy", copied: "Copied",
    alreadyShown: "The keys were shown before and cannot be seen again. If you did not save them, ask us for new ones.",
    another: "Join with another merchant", expiredTitle: "The QR code has expired", expiredText: "Please get a new one.",
    restart: "Begin again", failedTitle: "No QR code can be had right now", again: "Try again",
    scanOnPhone: "Reading this on your phone? Inside WeChat, long-press the code. In another browser, long-press to save the picture, then choose it from the album in WeChat's scanner.",
    blockedTitle: "This browser keeps no cookies",
    blockedText: "The page knows your browser by a cookie, and nobody can join without it. Allow cookies for this site, make sure that the address begins with https://, then try again.",
    offline: "The connection is lost, please wait…", error_OTHER: "That did not work, please try again later.",
    error_RATE_LIMITED: "Too many requests, please try again in a moment.", error_UPSTREAM_UNAVAILABLE: "The service is not available right now, please try again.",
    error_UPSTREAM_TIMEOUT: "The service is not available right now, please try again.", error_ONBOARDING_EXPIRED: "The QR code has expired, please begin again.",
    error_ONBOARDING_STATE_INVALID: "The application has moved on, this page follows in a moment.", error_HTTPS_REQUIRED: "Keys are shown over https only: open this page by https://.",
    error_CREDIT_CODE_TRIES_USED_UP: "Too many applications with codes that are taken, please try again later or contact us.",
    error_ONBOARDING_UNDER_REVIEW: "This browser's application is under review, and its keys will be shown here only: please wait for the result. To join with another merchant use another browser.",
    error_CREDENTIALS_UNCONFIRMED: "This browser has keys to keep: save them and confirm it before you begin again.",
    error_CREDIT_CODE_TAKEN: "This code is used by another application. If it was not yours, please contact us.",
    problem_creditCode: "This is not a valid code: check the 18 characters", problem_name: "2 to 100 characters, please",
    problem_contactName: "2 to 30 characters, please", problem_contactPhone: "A mobile number, or a land line with area code",
    status_WAITING_SCAN: "Scan the code with WeChat", status_SCANNED: "Scanned, please fill in the form", status_SUBMITTED: "Submitted, under review",
    status_APPROVED: "Approved", status_REJECTED: "Not approved, please correct and submit again", status_EXPIRED: "The QR code has expired",
    field_merchantNo: "merchantNo", field_appId: "appId", field_keyId: "keyId", field_appSecret: "appSecret",
    field_salt: "salt", field_signType: "signType", field_webhookSecret: "webhookSecret",
  },
};

const state = {
  language: "zh", qrToken: null, status: "LOADING", expiresAt: null, timer: 0, busy: false, credentials: null, licence: false,
  // Whether the session's cookie is new and has not come back yet.
  unproven: false,
  // Grows when the page itself moves on, so that an answer asked for before is not shown.
  turn: 0,
  // What is said in which element, as keys: the other language says it again.
  said: {},
};
const $ = (id) => document.getElementById(id);
const text = (key) => TEXTS[state.language][key] ?? key;

/** Storage that may be forbidden or full: the page then forgets, and goes on. */
function remember(storage, key, value) {
  try {
    if (value === null) window[storage].removeItem(key);
    else window[storage].setItem(key, value);
  } catch {
    // Nothing is lost that cannot be typed again.
  }
}

function recall(storage, key) {
  try {
    return window[storage].getItem(key);
  } catch {
    return null;
  }
}

function initialLanguage() {
  const asked = new URLSearchParams(location.search).get("lang") ?? recall("localStorage", LANGUAGE);
  if (asked === "zh" || asked === "en") return asked;
  return navigator.language.toLowerCase().startsWith("en") ? "en" : "zh";
}

/** The HTTP status with the body, or an error that carries the platform's error code. */
async function exchange(method, path, body) {
  const isPicture = body instanceof Blob;
  const response = await fetch(API + path, {
    method,
    credentials: "same-origin",
    headers: {
      "Accept-Language": state.language === "zh" ? "zh-CN" : "en",
      ...(body ? { "Content-Type": isPicture ? body.type : "application/json" } : {}),
    },
    body: body && !isPicture ? JSON.stringify(body) : body,
    signal: AbortSignal.timeout?.(CALL_MILLIS),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw Object.assign(new Error(`HTTP ${response.status}`), {
      status: response.status, code: answer.code, details: answer.details ?? {}, requestId: answer.requestId,
      waitSeconds: Number(response.headers.get("Retry-After") ?? 0),
    });
  }
  return { status: response.status, answer };
}

const session = () => "/" + encodeURIComponent(state.qrToken);

async function begin(restart) {
  state.turn += 1;
  clearTimeout(state.timer);
  show("LOADING");
  say("problem", null);
  say("refused", null);
  try {
    const { status, answer } = await exchange("POST", restart ? "?restart=true" : "");
    state.unproven = status === 201;
    state.qrToken = answer.qrToken;
    state.expiresAt = new Date(answer.expiresAt);
    state.credentials = null;
    $("qr").src = answer.qrCodeUrl;
    if (answer.licence) showLicence(`${API}${session()}/licence`);
    else hideLicence();
    $("before-reveal").hidden = false;
    $("after-reveal").hidden = true;
    $("kept-text").hidden = true;
    $("another").hidden = true;
    $("already-shown").hidden = true;
    $("credentials").replaceChildren();
    translate();
    update(answer);
    // At once: does the cookie come back, and why was an application rejected?
    schedule(0);
  } catch (error) {
    if (restart && error.status === 409) {
      // There are keys to keep, or to come: the page goes on with them and says why.
      await begin(false);
      return sayError("refused", error);
    }
    show("FAILED");
    sayError("problem", error);
  }
}

async function poll() {
  clearTimeout(state.timer);
  const turn = state.turn;
  let pause = PAUSE_MILLIS[state.status];
  try {
    const { answer } = await exchange("GET", session());
    if (turn !== state.turn) return;
    state.unproven = false;
    say("problem", null);
    if (!state.busy) update(answer);
    pause = PAUSE_MILLIS[state.status];
  } catch (error) {
    if (turn !== state.turn) return;
    if (error.status === 404) return lost();
    if (error.status === 429) pause *= 5;
    sayError("problem", error);
  }
  schedule(pause);
}

/** The server does not know this browser: a next code helps only one whose cookies come back. */
function lost() {
  if (state.busy) return schedule(PAUSE_MILLIS[state.status]);
  if (state.unproven) return show("BLOCKED");
  return begin(false);
}

/** Keys on the screen are there for the last time: nothing may take them away. */
const isLive = () => state.status in PAUSE_MILLIS && state.credentials === null;

function schedule(millis) {
  clearTimeout(state.timer);
  if (isLive()) state.timer = setTimeout(poll, millis);
}

function update(answer) {
  document.querySelectorAll(".merchant-no").forEach((element) => { element.textContent = answer.merchantNo ?? ""; });
  $("reason").textContent = answer.rejectReason ?? "";
  if (answer.status === "APPROVED") remember("sessionStorage", DRAFT, null);
  if (answer.status !== state.status) {
    say("refused", null);
    show(answer.status);
    say("live", "status_" + answer.status);
  }
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
  document.querySelector(`#view-${view} h2`)?.focus();
}

/** Says the text of {@code key} in an element; null says nothing. */
function say(id, key, note = "") {
  state.said[id] = { key, note };
  sayAgain(id);
}

function sayAgain(id) {
  const { key, note } = state.said[id];
  const words = key === null ? "" : text(key) + note;
  const element = $(id);
  // The same words are not set again: a screen reader would read them out at every poll.
  if (element.textContent !== words) element.textContent = words;
  if (id !== "live") element.hidden = words === "";
}

function keyOf(error) {
  if (!error.status) return "offline";
  const key = "error_" + error.code;
  return key in TEXTS.zh ? key : "error_OTHER";
}

function sayError(id, error) {
  const key = keyOf(error);
  const unknown = key === "error_OTHER" && error.requestId;
  say(id, key, unknown ? ` (${error.requestId})` : waitOf(error));
}

/** A wait that is worth telling, in signs that both languages know. */
function waitOf(error) {
  if (!(error.waitSeconds >= 60)) return "";
  const minutes = Math.ceil(error.waitSeconds / 60);
  return minutes < 90 ? ` (${minutes} min)` : ` (${Math.ceil(minutes / 60)} h)`;
}

function fieldProblem(name, key) {
  say(name + "-error", key);
  if (key) $(name).setAttribute("aria-invalid", "true");
  else $(name).removeAttribute("aria-invalid");
}

/** What was typed or pasted, as the server takes it: codes and numbers come with blanks in them. */
function value(name) {
  const typed = $(name).value.normalize("NFKC");
  switch (name) {
    case "creditCode": return typed.replace(/\s/g, "").toUpperCase();
    case "contactPhone":
    case "accountNumber": return typed.replace(/\s/g, "");
    default: return $(name).value.trim();
  }
}

function keepDraft() {
  const draft = Object.fromEntries(TYPED_FIELDS.map((name) => [name, $(name).value]));
  remember("sessionStorage", DRAFT, JSON.stringify(draft));
}

function restoreDraft() {
  try {
    const draft = JSON.parse(recall("sessionStorage", DRAFT) ?? "{}");
    TYPED_FIELDS.filter((name) => typeof draft[name] === "string").forEach((name) => { $(name).value = draft[name]; });
  } catch {
    // Not ours.
  }
}

/** The chosen picture, small enough to send and turned the way its camera was held. */
async function shrink(file) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, PICTURE_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  for (const quality of PICTURE_QUALITIES) {
    const picture = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", quality); });
    if (picture !== null && picture.size <= PICTURE_BYTES) return picture;
  }
  throw new Error("does not fit");
}

async function takeLicence() {
  const [file] = $("licence").files;
  if (!file || state.busy) return;
  fieldProblem("licence", null);
  state.busy = true;
  $("licence").disabled = true;
  $("submit").disabled = true;
  say("licence-sent", "licenceSending");
  try {
    const picture = await shrink(file).catch(() => null);
    if (picture === null) {
      refuseLicence("problem_licenceFile");
    } else {
      await exchange("POST", session() + "/licence", picture);
      showLicence(URL.createObjectURL(picture));
    }
  } catch (error) {
    refuseLicence(keyOf(error));
  } finally {
    state.busy = false;
    $("licence").disabled = false;
    $("submit").disabled = false;
    // The same file may be chosen again, and the preview tells what was sent.
    $("licence").value = "";
    // A disabled field loses the focus; nobody who went on to another loses it again.
    if (document.activeElement === document.body) $("licence").focus({ preventScroll: true });
  }
}

/** An earlier picture stays what it was: sent, and shown. */
function refuseLicence(key) {
  say("licence-sent", state.licence ? "licenceSent" : null);
  fieldProblem("licence", key);
}

function showLicence(address) {
  state.licence = true;
  URL.revokeObjectURL($("licence-preview").src);
  $("licence-preview").src = address;
  $("licence-preview").hidden = false;
  say("licence-sent", "licenceSent");
}

function hideLicence() {
  state.licence = false;
  $("licence-preview").hidden = true;
  $("licence-preview").removeAttribute("src");
  say("licence-sent", null);
}

/** The account for settlement stands in an object of its own, and so do the server's remarks on it. */
function application() {
  const form = Object.fromEntries(TYPED_FIELDS.map((name) => [name, value(name)]));
  form.settlement = Object.fromEntries(SETTLEMENT_FIELDS.map((name) => [name, form[name]]));
  SETTLEMENT_FIELDS.forEach((name) => { delete form[name]; });
  return form;
}

const remarkedOn = (details) => FIELDS.filter((name) => name in details || "settlement." + name in details);

async function submit(event) {
  event.preventDefault();
  if (state.busy) return;
  say("form-problem", null);
  const missing = FIELDS.filter((name) => (name === "licence" ? !state.licence : value(name) === ""));
  FIELDS.forEach((name) => fieldProblem(name, missing.includes(name) ? "problem_" + name : null));
  if (missing.length > 0) {
    $(missing[0]).focus();
    return;
  }
  state.busy = true;
  $("submit").disabled = true;
  try {
    const { answer } = await exchange("POST", session() + "/application", application());
    state.turn += 1;
    update(answer);
  } catch (error) {
    refuse(error);
  } finally {
    state.busy = false;
    $("submit").disabled = false;
    schedule(PAUSE_MILLIS[state.status]);
  }
}

/** Says at the fields what the server found there, and the rest below them. */
function refuse(error) {
  const wrong = remarkedOn(error.details ?? {});
  wrong.forEach((name) => fieldProblem(name, "problem_" + name));
  if (error.code === "CREDIT_CODE_TAKEN") {
    wrong.push("creditCode");
    fieldProblem("creditCode", "error_CREDIT_CODE_TAKEN");
  }
  if (error.code === "LICENCE_REQUIRED") {
    wrong.push("licence");
    hideLicence();
    fieldProblem("licence", "problem_licence");
  }
  if (wrong.length > 0) $(wrong[0]).focus();
  else sayError("form-problem", error);
}

async function reveal() {
  say("reveal-problem", null);
  $("reveal").disabled = true;
  try {
    const { answer } = await exchange("POST", session() + "/credentials");
    state.credentials = answer;
    clearTimeout(state.timer);
    showCredentials();
  } catch (error) {
    if (error.code === "CREDENTIALS_ALREADY_SHOWN") {
      $("before-reveal").hidden = true;
      $("already-shown").hidden = false;
      $("another").hidden = false;
    } else {
      sayError("reveal-problem", error);
    }
  } finally {
    $("reveal").disabled = false;
  }
}

/** From here on nobody sees the keys again, not even this browser. */
async function confirmKept() {
  say("kept-problem", null);
  $("kept").disabled = true;
  try {
    await exchange("POST", session() + "/credentials/confirm");
    state.credentials = null;
    $("credentials").replaceChildren();
    $("after-reveal").hidden = true;
    $("kept-text").hidden = false;
    $("another").hidden = false;
  } catch (error) {
    sayError("kept-problem", error);
  } finally {
    $("kept").disabled = false;
  }
}

function showCredentials() {
  const entries = Object.entries(state.credentials);
  const rows = entries.flatMap(([name, shown]) => {
    const term = document.createElement("dt");
    term.textContent = text("field_" + name);
    const code = document.createElement("code");
    code.textContent = shown;
    const copy = document.createElement("button");
    copy.type = "button";
    copy.className = "plain";
    copy.textContent = text("copy");
    copy.setAttribute("aria-label", `${text("copy")} ${name}`);
    copy.addEventListener("click", () => copyText(shown, copy, "copy"));
    const description = document.createElement("dd");
    description.append(code, copy);
    return [term, description];
  });
  $("credentials").replaceChildren(...rows);
  const all = entries.map(([name, shown]) => `${name}=${shown}`).join("\n");
  $("copy-all").onclick = () => copyText(all, $("copy-all"), "copyAll");
  $("before-reveal").hidden = true;
  $("after-reveal").hidden = false;
}

async function copyText(copied, button, label) {
  try {
    await navigator.clipboard.writeText(copied);
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
  $("licence-preview").alt = text("licenceAlt");
  $("language").textContent = text("otherLanguage");
  $("language").lang = state.language === "zh" ? "en" : "zh-CN";
  $("submit").textContent = text(state.status === "REJECTED" ? "submitAgain" : "submit");
  if (state.expiresAt) {
    $("expires").textContent = state.expiresAt.toLocaleDateString(document.documentElement.lang);
    $("expires").dateTime = state.expiresAt.toISOString();
  }
  Object.keys(state.said).forEach(sayAgain);
  if (state.credentials !== null) showCredentials();
}

function switchLanguage() {
  state.language = state.language === "zh" ? "en" : "zh";
  remember("localStorage", LANGUAGE, state.language);
  const address = new URL(location.href);
  if (address.searchParams.has("lang")) {
    address.searchParams.set("lang", state.language);
    history.replaceState(null, "", address);
  }
  translate();
}

function forAnotherMerchant() {
  remember("sessionStorage", DRAFT, null);
  $("form").reset();
  return begin(true);
}

$("language").addEventListener("click", switchLanguage);
$("form").addEventListener("submit", submit);
$("licence").addEventListener("change", takeLicence);
$("form").addEventListener("input", (event) => {
  keepDraft();
  if (event.target.hasAttribute("aria-invalid")) fieldProblem(event.target.id, null);
});
$("reveal").addEventListener("click", reveal);
$("kept").addEventListener("click", confirmKept);
$("another").addEventListener("click", forAnotherMerchant);
$("restart").addEventListener("click", () => begin(true));
document.querySelectorAll(".again").forEach((button) => button.addEventListener("click", () => begin(false)));
// A phone that was asleep asks at once instead of waiting for its timer.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && isLive()) poll();
});

state.language = initialLanguage();
translate();
restoreDraft();
begin(false);
