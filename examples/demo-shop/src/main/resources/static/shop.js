"use strict";

const STATUS_WORDS = {
  NEW: "正在创建支付 · Creating the payment",
  WAITING_FOR_PAYMENT: "等待支付 · Waiting for payment",
  PAID: "已支付 · Paid",
  CLOSED: "已关闭 · Closed",
  FAILED: "支付失败 · Payment failed",
};
const POLL_MILLIS = 1500;

const byId = (id) => document.getElementById(id);
let shownOrderNo = null;

function show(order) {
  const paid = order.status === "PAID";
  const over = order.status === "CLOSED" || order.status === "FAILED";
  byId("status").textContent = STATUS_WORDS[order.status] ?? order.status;
  byId("status").className = "status" + (paid ? " paid" : over ? " over" : "");
  byId("subject").textContent = order.subject;
  byId("amount").textContent = "¥" + (order.amount / 100).toFixed(2);
  byId("order-no").textContent = order.orderNo;
  byId("payment-no").textContent = order.paymentNo ?? "";
  byId("code-url").textContent = order.codeUrl ?? "";
  byId("code").hidden = paid || over || !order.codeUrl;
  byId("webhooks").replaceChildren(
    ...order.webhooks.map((webhook) => {
      const item = document.createElement("li");
      item.textContent = `${webhook.type} · ${webhook.id} · ✓ 已验签 verified`;
      return item;
    }),
  );
  byId("order").hidden = false;
  return paid || over;
}

async function poll(orderNo) {
  if (orderNo !== shownOrderNo) {
    return;
  }
  let finished = false;
  try {
    const answer = await fetch(`orders/${encodeURIComponent(orderNo)}`);
    finished = answer.ok && orderNo === shownOrderNo && show(await answer.json());
  } catch {
    // The shop is away for a moment; the next poll asks again.
  }
  if (!finished) {
    setTimeout(() => poll(orderNo), POLL_MILLIS);
  }
}

async function buy(event) {
  event.preventDefault();
  const form = new FormData(byId("order-form"));
  const [subject, amount] = form.get("coffee").split("|");
  byId("buy").disabled = true;
  byId("problem").hidden = true;
  try {
    const answer = await fetch("orders", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ subject, amount: Number(amount), channel: form.get("channel") }),
    });
    const order = await answer.json();
    if (!answer.ok) {
      throw new Error(order.code);
    }
    shownOrderNo = order.orderNo;
    byId("qr").src = `orders/${encodeURIComponent(order.orderNo)}/qr.svg`;
    show(order);
    byId("order").scrollIntoView({ behavior: "smooth", block: "nearest" });
    poll(order.orderNo);
  } catch (problem) {
    byId("problem").textContent =
      `下单失败，请重试。The order did not work, please try again. (${problem.message})`;
    byId("problem").hidden = false;
  } finally {
    byId("buy").disabled = false;
  }
}

function again() {
  shownOrderNo = null;
  byId("order").hidden = true;
  byId("buy").focus();
}

byId("order-form").addEventListener("submit", buy);
byId("again").addEventListener("click", again);
