package com.zhaoli.pay.payment.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.pages.PagesApp.TestOrders;
import com.zhaoli.pay.payment.store.StoreBO;
import com.zhaoli.pay.payment.store.StoreStatus;
import com.zhaoli.pay.testing.browser.Look;
import com.zhaoli.pay.testing.browser.Visit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The page behind a store's QR code as payers see it. */
class StorePageIT extends BrowserCase {
  private static final String WECHAT_BRIDGE =
      """
      window.asked = [];
      window.WeixinJSBridge = { invoke(name, params, answer) { window.asked.push(params); } };
      """;

  @Autowired private TestOrders orders;

  private static Locator amount(Visit visit) {
    return visit.page.getByLabel(visit.say("付款金额", "Amount to pay"));
  }

  @ParameterizedTest
  @EnumSource
  void thePayerEntersTheAmountAndGoesOnToTheCashier(Look look) {
    StoreBO store = store("找力奶茶（南山店）");
    Visit visit = visit(look).to("/q/" + store.storeCode());
    visit.sees(visit.heading("付款给 找力奶茶（南山店）", "Pay to 找力奶茶（南山店）"));
    visit.shot("30-store");

    visit.button("确认付款", "Pay").click();
    visit.sees(visit.page.getByText(visit.say("请输入金额", "Please enter an amount")));
    assertThat(amount(visit)).isFocused();
    assertThat(amount(visit)).hasAttribute("aria-invalid", "true");
    visit.shot("31-store-empty");
    amount(visit).fill("12.345");
    visit.sees(visit.page.getByText(visit.say("最多两位小数", "At most two decimals")));
    visit.shot("32-store-decimals");

    amount(visit).fill("1234.5");
    visit.page.getByLabel(visit.say("备注（选填）", "Note (optional)")).fill("少糖");
    visit.shot("33-store-filled");
    visit.button("确认付款 ¥1,234.50", "Pay ¥1,234.50").click();
    visit.page.waitForURL("**/cashier/*");
    visit.sees(visit.page.getByText("1,234.50").first());
    assertThat(orders.notes).contains("少糖");
  }

  @Test
  void aFormThatIsSentTwiceMakesOnePayment() {
    StoreBO store = store("A");
    int before = orders.made();
    Visit visit = visit(Look.PHONE_ZH).to("/q/" + store.storeCode());
    amount(visit).fill("8");
    List<String> sent = new ArrayList<>();
    visit.page.onRequest(
        request -> {
          if (request.method().equals("POST")) {
            sent.add(String.valueOf(request.postData()));
          }
        });
    // The first answer is lost on its way: the payer presses again.
    visit.page.route(
        "**/payments",
        route -> {
          route.fetch();
          route.abort();
        },
        new Page.RouteOptions().setTimes(1));
    visit.button("确认付款 ¥8.00", "").click();
    visit.sees(visit.alert());
    visit.shot("34-store-offline");
    visit.button("确认付款 ¥8.00", "").dblclick();
    visit.page.waitForURL("**/cashier/*");
    assertThat(sent).hasSizeGreaterThanOrEqualTo(2);
    assertThat(orders.made()).isEqualTo(before + 1);
  }

  @Test
  void insideAWalletTheAmountLeadsStraightToThePayment() {
    StoreBO store = store("A");
    Visit visit = visit(Look.PHONE_ZH, Look.WECHAT, WECHAT_BRIDGE).to("/q/" + store.storeCode());
    amount(visit).fill("0.01");
    visit.button("确认付款 ¥0.01", "").click();
    visit.until("window.asked && window.asked.length === 1");
    assertThat(checkout.openings.get(0).payer().payerId()).isEqualTo(PagesApp.PAYER);
  }

  @ParameterizedTest
  @EnumSource
  void aStoreThatIsClosedSaysSo(Look look) {
    StoreBO store = store("打烊的店");
    stores.change(store.merchantNo(), store.storeCode(), null, StoreStatus.CLOSED);
    Visit visit = visit(look).to("/q/" + store.storeCode());
    visit.sees(visit.page.getByText(visit.say("请向店员确认收款方式。", "Please ask the staff how to pay.")));
    visit.shot("35-store-closed");
  }

  @Test
  void aStoreThatClosesWhileThePayerTypesSaysSo() {
    StoreBO store = store("A");
    Visit visit = visit(Look.PHONE_ZH).to("/q/" + store.storeCode());
    amount(visit).fill("1");
    stores.change(store.merchantNo(), store.storeCode(), null, StoreStatus.CLOSED);
    visit.button("确认付款 ¥1.00", "").click();
    visit.sees(visit.page.getByText("请向店员确认收款方式。"));
  }

  @Test
  void aCodeThatIsNoneIsSaid() {
    for (String code : List.of("0000000000", "short")) {
      Visit visit = visit(Look.PHONE_ZH).to("/q/" + code);
      visit.sees(visit.page.getByText("这里没有可以付款的内容"));
    }
  }

  @Test
  void tooManyPaymentsFromOneAddressAreRefused() {
    StoreBO store = store("A");
    for (int i = 0; i < 20; i++) {
      assertThat(pay(store, "1", "form-000000000000" + i).status()).isEqualTo(201);
    }
    assertThat(pay(store, "1", "form-0000000000000").field("code")).isEqualTo("RATE_LIMITED");
    Visit visit = visit(Look.PHONE_ZH).to("/q/" + store.storeCode());
    amount(visit).fill("1");
    visit.button("确认付款 ¥1.00", "").click();
    visit.sees(visit.alert().getByText("操作过于频繁，请稍后重试。"));
    visit.shot("36-store-limited");
  }

  private Answer pay(StoreBO store, String amount, String formId) {
    return post(
        "/q/" + store.storeCode() + "/payments",
        "{\"amount\":\"%s\",\"formId\":\"%s\"}".formatted(amount, formId),
        null);
  }

  @ParameterizedTest
  @CsvSource({
    "0.01, 1", "0.1, 10", "1, 100", "0.29, 29", "1.15, 115", "4.35, 435", "9999.99, 999999",
    "50000, 5000000", "１２。５, 1250", "¥8, 800", "' 8 ', 800", ".5, 50", "007, 700", "3., 300"
  })
  void thePageReadsAmountsToTheFen(String typed, String fen) {
    assertThat(parse(typed, "fen && String(parsed.fen)")).isEqualTo(fen);
    String yuan = String.valueOf(parse(typed, "yuan"));
    assertThat(Money.ofYuan(yuan)).isEqualTo(new Money(Long.parseLong(fen)));
  }

  @ParameterizedTest
  @CsvSource({
    "'', empty",
    "abc, shape",
    "1e3, shape",
    "-1, shape",
    "1.2.3, shape",
    "'1,000', shape",
    "0, small",
    "0.00, small",
    "0.001, decimals",
    "1.005, decimals",
    "50000.01, large",
    "99999, large",
    "100000, large",
    "99999999999999999999, large"
  })
  void thePageSaysWhatIsWrongWithAnAmount(String typed, String problem) {
    assertThat(parse(typed, "problem")).isEqualTo(problem);
  }

  private Object parse(String typed, String what) {
    return visit(Look.PHONE_ZH)
        .to("/cashier/" + checkout.anyWallet())
        .page
        .evaluate(
            "async (typed) => { const { parseYuan } = await import('/cashier/assets/money.js');"
                + " const parsed = parseYuan(typed); return parsed."
                + what
                + "; }",
            typed);
  }
}
