// For browsers that know no modules: the page's own scripts cannot run there.
document.getElementById("starting").textContent =
  "浏览器版本过低，请更新后重试，或用微信、支付宝打开。 This browser is too old: please update it, or open the page in WeChat or Alipay.";
