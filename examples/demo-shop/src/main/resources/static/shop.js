"use strict";

const STATUS_WORDS = {
  NEW: "正在创建支付 · Creating the payment",
  WAITING_FOR_PAYMENT: "等待支付 · Waiting for payment",
  PAID: "已支付 · Paid",
  REFUNDING: "退款处理中 · The refund is under way",
  PARTLY_REFUNDED: "已部分退款 · Partly refunded",
  REFUNDED: "已退款 · Refunded",
  CLOSED: "已关闭 · Closed",
  FAILED: "支付失败 · Payment failed",
  NEEDS_A_PERSON: "付款金额与订单不符，请联系店员 · The payment has another amount, please ask us",
};
const PROBLEM_WORDS = {
  ORDER_INVALID: "订单有误 · The order is not right",
  ORDER_NOT_PAID: "此订单不能退款 · There is nothing to give back",
};
const CART = "cart";
const MOST_OF_ONE = 99;
const POLL_MILLIS = 1500;
const ENDED = new Set(["REFUNDED", "CLOSED", "FAILED"]);

const byId = (id) => document.getElementById(id);
const yuan = (fen) => "¥" + (fen / 100).toFixed(2);

let goods = [];
let cart = readCart();
let shownOrderNo = null;

function readCart() {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(CART) ?? "[]"));
  } catch {
    return new Map();
  }
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function bilingual(chinese, english) {
  const words = element("span", "words", chinese + " ");
  const small = element("small", "", english);
  small.lang = "en";
  words.append(small);
  return words;
}

/** A button that puts so many more of it into the cart. */
function step(one, sign, label, more) {
  const button = element("button", "step", sign);
  button.type = "button";
  button.setAttribute("aria-label", `${one.name} ${label}`);
  button.addEventListener("click", () => put(one.id, more));
  return button;
}

function put(goodsId, more) {
  const quantity = Math.min(MOST_OF_ONE, (cart.get(goodsId) ?? 0) + more);
  if (quantity > 0) cart.set(goodsId, quantity);
  else cart.delete(goodsId);
  sessionStorage.setItem(CART, JSON.stringify([...cart]));
  showCart();
}

function showGoods() {
  byId("goods").replaceChildren(
    ...goods.map((one) => {
      const item = element("li");
      item.append(
        bilingual(one.name, one.englishName),
        element("b", "", yuan(one.price)),
        step(one, "+", "加入购物车 add", 1),
      );
      return item;
    }),
  );
}

function showCart() {
  const lines = goods.filter((one) => cart.has(one.id));
  byId("cart").replaceChildren(
    ...lines.map((one) => {
      const item = element("li");
      item.append(
        bilingual(one.name, one.englishName),
        step(one, "−", "减少 one less", -1),
        element("span", "quantity", String(cart.get(one.id))),
        step(one, "+", "增加 one more", 1),
        element("b", "", yuan(one.price * cart.get(one.id))),
      );
      return item;
    }),
  );
  byId("empty").hidden = lines.length > 0;
  byId("total").textContent = yuan(
    lines.reduce((sum, one) => sum + one.price * cart.get(one.id), 0),
  );
  byId("buy").disabled = lines.length === 0;
}

function showOrder(order) {
  const waits = order.status === "WAITING_FOR_PAYMENT" || order.status === "NEW";
  const good = order.status === "PAID";
  byId("status").textContent = STATUS_WORDS[order.status] ?? order.status;
  byId("status").className = "status" + (good ? " paid" : ENDED.has(order.status) ? " over" : "");
  byId("lines").replaceChildren(
    ...order.lines.map((line) => {
      const item = element("li");
      item.append(
        bilingual(line.name, line.englishName),
        element("span", "quantity", "×" + line.quantity),
        element("b", "", yuan(line.amount)),
      );
      return item;
    }),
  );
  byId("amount").textContent = yuan(order.amount);
  byId("order-no").textContent = order.orderNo;
  byId("payment-no").textContent = order.paymentNo ?? "";
  byId("code").hidden = !waits || !order.codeUrl || order.payBy === "CASHIER";
  byId("code-url").textContent = order.codeUrl ?? "";
  const picture = `orders/${encodeURIComponent(order.orderNo)}/qr.svg`;
  if (!byId("code").hidden && byId("qr").getAttribute("src") !== picture) byId("qr").src = picture;
  byId("cashier").hidden = !waits || !order.cashierUrl;
  if (order.cashierUrl) byId("cashier-link").href = order.cashierUrl;
  byId("refund").hidden = !good;
  byId("webhooks").replaceChildren(
    ...order.webhooks.map((webhook) =>
      element("li", "", `${webhook.type} · ${webhook.id} · ✓ 已验签 verified`),
    ),
  );
}

function problem(id, words) {
  byId(id).textContent = words ?? "";
  byId(id).hidden = !words;
}

const words = (failure) =>
  (PROBLEM_WORDS[failure.message] ?? "没有成功，请重试 · It did not work, please try again") +
  ` (${failure.message})`;

async function answerOf(request) {
  const answer = await request;
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(body.code ?? "HTTP " + answer.status);
  return body;
}

async function poll(orderNo) {
  if (orderNo !== shownOrderNo) return;
  let isOver = false;
  try {
    const answer = await fetch(`orders/${encodeURIComponent(orderNo)}`);
    if (answer.status === 404) {
      shopping();
      problem("problem", "没有此订单 · There is no such order");
      return;
    }
    if (answer.ok && orderNo === shownOrderNo) {
      const order = await answer.json();
      showOrder(order);
      isOver = ENDED.has(order.status);
    }
  } catch {
    // The shop is away for a moment; the next poll asks again.
  }
  if (!isOver) setTimeout(() => poll(orderNo), POLL_MILLIS);
}

function watch(orderNo) {
  shownOrderNo = orderNo;
  problem("order-problem", null);
  byId("shop").hidden = true;
  byId("order").hidden = false;
  byId("order-title").focus();
  poll(orderNo);
}

function shopping() {
  shownOrderNo = null;
  byId("order").hidden = true;
  byId("shop").hidden = false;
  showCart();
}

async function buy(event) {
  event.preventDefault();
  byId("buy").disabled = true;
  problem("problem", null);
  try {
    const order = await answerOf(
      fetch("orders", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({
          items: [...cart].map(([goodsId, quantity]) => ({ goodsId, quantity })),
          payBy: new FormData(byId("order-form")).get("payBy"),
        }),
      }),
    );
    cart.clear();
    sessionStorage.removeItem(CART);
    history.pushState(null, "", "?order=" + encodeURIComponent(order.orderNo));
    showOrder(order);
    watch(order.orderNo);
    if (order.payBy === "CASHIER") location.assign(order.cashierUrl);
  } catch (failure) {
    problem("problem", words(failure));
    byId("buy").disabled = false;
  }
}

async function refund() {
  byId("refund").disabled = true;
  problem("order-problem", null);
  try {
    const path = `orders/${encodeURIComponent(shownOrderNo)}/refund`;
    showOrder(await answerOf(fetch(path, { method: "POST" })));
  } catch (failure) {
    problem("order-problem", words(failure));
  } finally {
    byId("refund").disabled = false;
  }
}

/** What the address says: an order, or the shop. */
function route() {
  const orderNo = new URLSearchParams(location.search).get("order");
  if (orderNo) watch(orderNo);
  else shopping();
}

byId("order-form").addEventListener("submit", buy);
byId("refund").addEventListener("click", refund);
byId("again").addEventListener("click", () => {
  history.pushState(null, "", location.pathname);
  shopping();
  byId("goods").querySelector("button")?.focus();
});
addEventListener("popstate", route);
route();
answerOf(fetch("goods")).then(
  (all) => {
    goods = all;
    cart = new Map([...cart].filter(([id]) => goods.some((one) => one.id === id)));
    showGoods();
    showCart();
  },
  (failure) => problem("problem", words(failure)),
);
