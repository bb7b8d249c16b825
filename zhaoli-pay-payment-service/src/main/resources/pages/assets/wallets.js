// The bridges by which a wallet's own browser takes a payment. What they say is a hint only: the
// page believes the server. Answers "ok", "cancelled", "failed" or "absent" (no bridge came up).
const BRIDGE_WAIT_MILLIS = 8_000;

export function payInWallet(channel, payParams) {
  const pay = { WECHAT: payInWechat, ALIPAY: payInAlipay }[channel];
  return pay ? pay(payParams) : Promise.resolve("absent");
}

function bridge(name, event) {
  return new Promise((resolve) => {
    if (window[name]) {
      resolve(window[name]);
      return;
    }
    const timer = setTimeout(() => resolve(null), BRIDGE_WAIT_MILLIS);
    document.addEventListener(
      event,
      () => {
        clearTimeout(timer);
        resolve(window[name] || null);
      },
      { once: true },
    );
  });
}

async function payInWechat(payParams) {
  const weixin = await bridge("WeixinJSBridge", "WeixinJSBridgeReady");
  if (!weixin) return "absent";
  return new Promise((resolve) => {
    weixin.invoke("getBrandWCPayRequest", payParams, (answer) => {
      const message = String((answer && answer.err_msg) || "");
      if (message.endsWith(":ok")) resolve("ok");
      else resolve(message.endsWith(":cancel") ? "cancelled" : "failed");
    });
  });
}

async function payInAlipay(payParams) {
  const alipay = await bridge("AlipayJSBridge", "AlipayJSBridgeReady");
  if (!alipay) return "absent";
  return new Promise((resolve) => {
    alipay.call("tradePay", { tradeNO: payParams.tradeNO }, (answer) => {
      const code = String((answer && answer.resultCode) || "");
      // 8000 and 6004: under way, or not known. The server will know.
      if (["9000", "8000", "6004"].includes(code)) resolve("ok");
      else resolve(code === "6001" || code === "99" ? "cancelled" : "failed");
    });
  });
}
