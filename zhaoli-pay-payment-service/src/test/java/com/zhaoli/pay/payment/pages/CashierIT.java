package com.zhaoli.pay.payment.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.order.PaymentStatus;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser gets and what it does not, without a browser: anybody can send anything. */
class CashierIT extends PagesCase {
  private static final String NATIVE_ALIPAY = "{\"channel\":\"ALIPAY\",\"method\":\"NATIVE\"}";
  private static final String NATIVE_WECHAT = "{\"channel\":\"WECHAT\",\"method\":\"NATIVE\"}";

  private Answer open(String payToken, String way, String cookie) {
    return post("/cashier/" + payToken + "/open", way, cookie.isEmpty() ? null : cookie);
  }

  @Test
  void aPayerSeesWhatIsPaidAndNothingOfTheMerchantsOwn() {
    String payToken = checkout.anyWallet();
    Answer state = get("/cashier/" + payToken + "/state", null);
    assertThat(state.status()).isEqualTo(200);
    assertThat(state.field("status")).isEqualTo("PAYABLE");
    assertThat(state.field("amount")).isEqualTo("1234.50");
    assertThat(state.field("shop")).isEqualTo(TestCheckout.SHOP);
    assertThat(state.json().propertyNames())
        .containsExactlyInAnyOrder(
            "status", "amount", "subject", "shop", "expiresAt", "now", "wallets", "offers");
    assertThat(state.text()).doesNotContain("mch_", "pay_", "platform");
    assertThat(state.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void thePageIsTheSameForEverybodyAndRunsOurFilesOnly() {
    Answer page = get("/cashier/" + checkout.anyWallet(), null);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).isEqualTo(get("/cashier/" + checkout.anyWallet(), null).text());
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'; script-src 'self'; style-src 'self'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(page.header("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "short",
        "assets",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa%27",
        "%E4%BD%A0"
      })
  void aTokenThatIsNoneIsAPageThatSaysNoMore(String payToken) {
    Answer page = get("/cashier/" + payToken, null);
    assertThat(page.status()).isEqualTo(404);
    assertThat(page.text()).isEqualTo(get("/cashier/x", null).text()).contains("<html");
    for (String path : List.of("/state", "/page.png", "/code.png?channel=ALIPAY")) {
      assertThat(get("/cashier/" + payToken + path, null).status()).as(path).isEqualTo(404);
    }
    assertThat(open(payToken, NATIVE_ALIPAY, "").status()).isEqualTo(404);
    assertThat(get("/cashier/" + payToken + "/sign-in?channel=WECHAT", null).status())
        .isEqualTo(404);
    assertThat(get("/cashier/" + payToken + "/signed-in?code=good&state=x", null).status())
        .isEqualTo(404);
  }

  @Test
  void openingGivesACookieThatScriptsCannotReadForThisPaymentOnly() {
    String payToken = checkout.anyWallet();
    Answer opened = open(payToken, NATIVE_ALIPAY, "");
    assertThat(opened.status()).isEqualTo(200);
    assertThat(opened.header("Set-Cookie"))
        .startsWith("zhaoli_cashier=")
        .contains("Path=/cashier/" + payToken, "HttpOnly", "SameSite=Lax");
    assertThat(opened.json().path("opened").path("code").asBoolean()).isTrue();
    assertThat(opened.text()).doesNotContain("qr.ALIPAY.example");

    Answer again = open(payToken, NATIVE_ALIPAY, opened.cookie());
    assertThat(again.cookie()).isEqualTo(opened.cookie());
    assertThat(checkout.openings).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"SUCCEEDED", "PARTIALLY_REFUNDED", "REFUNDED", "REVERSED"})
  void oncePaidOnlyTheBrowserThatOpenedItLearnsMoreThanThatItIsFinished(PaymentStatus paid) {
    String payToken =
        checkout.begin(
            PaymentMethod.AGGREGATE_QR,
            "secret subject",
            new Money(100),
            "https://shop.example/back",
            List.of(Channel.ALIPAY, Channel.WECHAT));
    String owner = open(payToken, NATIVE_ALIPAY, "").cookie();
    String other = open(payToken, NATIVE_ALIPAY, "").cookie();
    assertThat(other).isNotEqualTo(owner);
    checkout.become(payToken, PaymentStatus.SUCCEEDED);
    checkout.become(payToken, paid);

    Answer mine = get("/cashier/" + payToken + "/state", owner);
    assertThat(mine.field("status"))
        .isEqualTo(paid == PaymentStatus.SUCCEEDED ? "PAID" : "REFUNDED");
    assertThat(mine.field("amount")).isEqualTo("1.00");
    assertThat(mine.field("returnUrl"))
        .isEqualTo(paid == PaymentStatus.SUCCEEDED ? "https://shop.example/back" : "");
    for (String stranger : List.of("zhaoli_cashier=" + "x".repeat(32), other, "a=b")) {
      Answer theirs = get("/cashier/" + payToken + "/state", stranger);
      assertThat(theirs.json().propertyNames())
          .containsExactlyInAnyOrder("status", "now", "wallets", "offers");
      assertThat(theirs.field("status")).isEqualTo("FINISHED");
      // The amount in its quotes: the time of the answer may well contain "1.00".
      assertThat(theirs.text()).doesNotContain("secret", "\"1.00\"", "shop", TestCheckout.SHOP);
    }
    // Nor does opening it help.
    assertThat(open(payToken, NATIVE_WECHAT, other).field("status")).isEqualTo("FINISHED");
    assertThat(get("/cashier/" + payToken + "/code.png?channel=ALIPAY", other).status())
        .isEqualTo(404);
    assertThat(checkout.openings).hasSize(1);
  }

  @Test
  void whoOpensAnotherWayIsTheOwnerFromThenOn() {
    String payToken = checkout.anyWallet();
    String first = open(payToken, NATIVE_ALIPAY, "").cookie();
    String second = open(payToken, NATIVE_WECHAT, "").cookie();
    checkout.become(payToken, PaymentStatus.SUCCEEDED);
    assertThat(get("/cashier/" + payToken + "/state", first).field("status")).isEqualTo("FINISHED");
    assertThat(get("/cashier/" + payToken + "/state", second).field("status")).isEqualTo("PAID");
  }

  @Test
  void aCookieOfOnePaymentIsOfNoUseForAnother() {
    String one = checkout.anyWallet();
    String cookie = open(one, NATIVE_ALIPAY, "").cookie();
    String two = checkout.anyWallet();
    open(two, NATIVE_ALIPAY, "");
    checkout.become(two, PaymentStatus.SUCCEEDED);
    assertThat(get("/cashier/" + two + "/state", cookie).field("status")).isEqualTo("FINISHED");
  }

  @ParameterizedTest
  @EnumSource(names = {"CLOSED", "FAILED"})
  void whatEndedWithoutMoneySaysSoToWhoHasTheToken(PaymentStatus end) {
    String payToken = checkout.anyWallet();
    checkout.become(payToken, end);
    Answer state = get("/cashier/" + payToken + "/state", null);
    assertThat(state.field("status")).isEqualTo(end.name());
    assertThat(state.json().path("offers")).isEmpty();
  }

  @Test
  void anExpiredPaymentIsNotOpened() {
    String payToken = checkout.anyWallet();
    checkout.expireIn(payToken, Duration.ofMillis(-1));
    assertThat(open(payToken, NATIVE_ALIPAY, "").field("status")).isEqualTo("EXPIRED");
    assertThat(get("/cashier/" + payToken + "/sign-in?channel=ALIPAY", null).header("Location"))
        .isEqualTo(SITE + "/cashier/" + payToken);
    assertThat(checkout.openings).isEmpty();
  }

  @Test
  void requestsOfOtherSitesChangeNothing() {
    String path = "/cashier/" + checkout.anyWallet() + "/open";
    for (String[] headers :
        new String[][] {
          {"Sec-Fetch-Site", "cross-site"},
          {"Sec-Fetch-Site", "same-site"},
          {"Sec-Fetch-Site", "none"},
          {"Origin", "https://evil.example"},
          {"Origin", "null"},
          {"X-Nothing", "1"},
          {"Sec-Fetch-Site", "cross-site", "Origin", SITE}
        }) {
      Answer answer =
          send(
              request(path)
                  .headers(headers)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(NATIVE_ALIPAY)));
      assertThat(answer.status()).as(String.join(" ", headers)).isEqualTo(403);
      assertThat(answer.field("code")).isEqualTo("CROSS_SITE_REFUSED");
    }
    // What a form of another site can send without asking is no JSON.
    Answer form =
        send(
            request(path)
                .header("Origin", SITE)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(NATIVE_ALIPAY)));
    assertThat(form.status()).isEqualTo(415);
    assertThat(checkout.openings).isEmpty();
    assertThat(
            send(request(path)
                    .header("Origin", SITE)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(NATIVE_ALIPAY)))
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"channel\":\"WECHAT\",\"method\":\"JSAPI\"}",
        "{\"channel\":\"WECHAT\",\"method\":\"BARCODE\"}",
        "{\"channel\":\"WECHAT\",\"method\":\"PAGE\"}",
        "{\"channel\":\"WECHAT\",\"method\":\"AGGREGATE_QR\"}",
        "{\"channel\":\"UNIONPAY\",\"method\":\"NATIVE\"}"
      })
  void whatAPageWouldNotOfferIsRefusedAlsoWhenItIsAskedFor(String way) {
    Answer answer = open(checkout.anyWallet(), way, "");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.field("code")).isEqualTo("METHOD_NOT_AVAILABLE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"channel\":\"wechat\",\"method\":\"NATIVE\"}",
        "{\"channel\":\"WECHAT\",\"method\":\"native\"}",
        "{\"channel\":\"WECHAT\"}"
      })
  void aMalformedOpeningIsABadRequest(String way) {
    assertThat(open(checkout.anyWallet(), way, "").field("code")).isEqualTo("REQUEST_INVALID");
  }

  @Test
  void aPaymentIsOpenedTwentyTimesAtMost() {
    String payToken = checkout.anyWallet();
    String cookie = "";
    for (int i = 0; i < 20; i++) {
      Answer opened = open(payToken, i % 2 == 0 ? NATIVE_ALIPAY : NATIVE_WECHAT, cookie);
      assertThat(opened.status()).isEqualTo(200);
      cookie = opened.cookie();
    }
    assertThat(open(payToken, NATIVE_ALIPAY, cookie).field("code"))
        .isEqualTo("OPENING_LIMIT_REACHED");
    assertThat(get("/cashier/" + payToken + "/sign-in?channel=ALIPAY", cookie).header("Location"))
        .endsWith("#problem=OPENING_LIMIT_REACHED");
    // What is open stays so.
    assertThat(open(payToken, NATIVE_WECHAT, cookie).status()).isEqualTo(200);
    assertThat(checkout.openings).hasSize(20);
  }

  @Test
  void aRefusalOfTheChannelLeavesWithoutTheMerchantsDetails() {
    checkout.refusal.set(ErrorCode.CHANNEL_DECLINED);
    Answer declined = open(checkout.anyWallet(), NATIVE_ALIPAY, "");
    assertThat(declined.status()).isEqualTo(422);
    assertThat(declined.field("code")).isEqualTo("CHANNEL_DECLINED");
    assertThat(declined.text()).doesNotContain("pay_secret", "channelCode");
  }

  // --- sign-in

  private Answer signIn(String payToken, String cookie) {
    return get(
        "/cashier/" + payToken + "/sign-in?channel=WECHAT", cookie.isEmpty() ? null : cookie);
  }

  private static String state(Answer redirect) {
    return redirect.header("Location").replaceAll(".*[?&]state=([^&]*).*", "$1");
  }

  private Answer back(String payToken, String cookie, String query) {
    return get("/cashier/" + payToken + "/signed-in?" + query, cookie.isEmpty() ? null : cookie);
  }

  @Test
  void aSignInOpensThePaymentForThePayerOfThisBrowser() {
    String payToken = checkout.anyWallet();
    Answer away = signIn(payToken, "");
    assertThat(away.status()).isEqualTo(302);
    assertThat(away.header("Set-Cookie")).contains("HttpOnly", "SameSite=Lax");
    Answer home = back(payToken, away.cookie(), "code=good&state=" + state(away));
    assertThat(home.status()).isEqualTo(302);
    assertThat(home.header("Location")).isEqualTo("/cashier/" + payToken + "#go");
    assertThat(checkout.openings).hasSize(1);
    assertThat(checkout.openings.get(0).method()).isEqualTo(PaymentMethod.JSAPI);
    assertThat(checkout.openings.get(0).payer().payerId()).isEqualTo(PagesApp.PAYER);

    Answer mine = get("/cashier/" + payToken + "/state", away.cookie());
    assertThat(mine.json().path("opened").path("payParams").path("package").asString())
        .isEqualTo("prepay_id=" + payToken);
    assertThat(mine.text()).doesNotContain(PagesApp.PAYER);
    // Another payer's browser must not pay with it.
    assertThat(get("/cashier/" + payToken + "/state", null).json().has("opened")).isFalse();
  }

  @Test
  void whatAWalletBroughtIsGoodForOneUse() {
    String payToken = checkout.anyWallet();
    Answer away = signIn(payToken, "");
    String query = "code=good&state=" + state(away);
    assertThat(back(payToken, away.cookie(), query).header("Location")).endsWith("#go");
    assertThat(back(payToken, away.cookie(), query).header("Location"))
        .endsWith("#problem=SIGN_IN_FAILED");
    assertThat(checkout.openings).hasSize(1);
  }

  @Test
  void nobodyCanSlipABrowserAnotherPersonsSignIn() {
    String payToken = checkout.anyWallet();
    Answer attacker = signIn(payToken, "");
    Answer victim = signIn(payToken, "");
    String stolen = "code=good&state=" + state(attacker);
    assertThat(back(payToken, victim.cookie(), stolen).header("Location"))
        .endsWith("#problem=SIGN_IN_FAILED");
    assertThat(back(payToken, "", stolen).header("Location")).endsWith("#problem=SIGN_IN_FAILED");
    assertThat(
            back(payToken, victim.cookie(), "code=good&state=" + "s".repeat(32)).header("Location"))
        .endsWith("#problem=SIGN_IN_FAILED");
    String elsewhere = checkout.anyWallet();
    signIn(elsewhere, victim.cookie());
    assertThat(
            back(elsewhere, victim.cookie(), "code=good&state=" + state(victim)).header("Location"))
        .endsWith("#problem=SIGN_IN_FAILED");
    assertThat(checkout.openings).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"code=bad", "error=denied", "code=", "auth_code=good"})
  void aWalletThatNamesNobodyIsAFailedSignIn(String brought) {
    String payToken = checkout.anyWallet();
    Answer away = signIn(payToken, "");
    assertThat(back(payToken, away.cookie(), brought + "&state=" + state(away)).header("Location"))
        .endsWith("#problem=SIGN_IN_FAILED");
  }

  @Test
  void aWalletThatThePaymentDoesNotTakeSignsNobodyIn() {
    String payToken = checkout.begin(PaymentMethod.AGGREGATE_QR, Channel.ALIPAY);
    for (String channel : List.of("WECHAT", "wechat", "", "UNIONPAY")) {
      assertThat(
              get("/cashier/" + payToken + "/sign-in?channel=" + channel, null).header("Location"))
          .endsWith("#problem=METHOD_NOT_AVAILABLE");
    }
  }

  @Test
  void filesOfThePagesAreThereAndNothingElseIs() {
    for (String file :
        List.of(
            "cashier.js",
            "store.js",
            "pay.css",
            "lib/vue/dist/vue.runtime.global.prod.js",
            "lib/vue-i18n/dist/vue-i18n.global.prod.js",
            "lib/bootstrap/dist/css/bootstrap.min.css")) {
      assertThat(get("/cashier/assets/" + file, null).status()).as(file).isEqualTo(200);
    }
    for (String file :
        List.of("cashier.html", "nothing.js", "..%2fcashier.html", "application.yml")) {
      assertThat(get("/cashier/assets/" + file, null).status()).as(file).isIn(400, 404);
    }
  }
}
