package com.zhaoli.pay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores for merchants, and payments of their customers. */
class StoreIT extends PayerBrowserCase {
  private static final String STORES = "/openapi/v1/stores";
  private static final AtomicInteger MERCHANTS = new AtomicInteger();

  private static String newMerchant() {
    return "mch_store_" + MERCHANTS.incrementAndGet();
  }

  private Answer make(String merchantNo, String body) {
    return call("POST", STORES, body, merchantNo);
  }

  private String storeOf(String merchantNo) {
    return make(merchantNo, "{\"name\":\"找力奶茶\"}").field("storeCode");
  }

  @Test
  void aStoreIsMadeReadAndChanged() {
    String merchantNo = newMerchant();
    Answer made = make(merchantNo, "{\"name\":\" 找力奶茶 \",\"storeId\":\"S-1\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.field("storeCode")).matches("[0-9A-HJKMNP-TV-Z]{10}");
    assertThat(made.field("name")).isEqualTo("找力奶茶");
    assertThat(made.field("status")).isEqualTo("OPEN");
    assertThat(made.field("url")).endsWith("/q/" + made.field("storeCode"));
    String path = STORES + "/" + made.field("storeCode");
    assertThat(call("GET", path, "", merchantNo).json()).isEqualTo(made.json());

    Answer closed = call("PATCH", path, "{\"status\":\"CLOSED\"}", merchantNo);
    assertThat(closed.field("status")).isEqualTo("CLOSED");
    assertThat(closed.field("name")).isEqualTo("找力奶茶");
    Answer renamed = call("PATCH", path, "{\"name\":\"新店\",\"status\":\"OPEN\"}", merchantNo);
    assertThat(renamed.field("name")).isEqualTo("新店");
    assertThat(call("GET", path, "", merchantNo).json()).isEqualTo(renamed.json());
  }

  @Test
  void theSameStoreIdIsTheSameStore() {
    String merchantNo = newMerchant();
    String body = "{\"name\":\"A\",\"storeId\":\"S-1\"}";
    List<Answer> answers =
        Together.run(Collections.nCopies(8, body), text -> make(merchantNo, text));
    assertThat(answers).extracting(answer -> answer.field("storeCode")).hasSize(8);
    assertThat(answers.stream().map(answer -> answer.field("storeCode")).distinct()).hasSize(1);
    assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
    Answer other = make(merchantNo, "{\"name\":\"B\",\"storeId\":\"S-1\"}");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.field("code")).isEqualTo("STORE_ID_TAKEN");
    assertThat(make(newMerchant(), body).status()).isEqualTo(201);
  }

  @Test
  void anotherMerchantsStoreIsNotThere() {
    String path = STORES + "/" + storeOf(newMerchant());
    String stranger = newMerchant();
    assertThat(call("GET", path, "", stranger).field("code")).isEqualTo("STORE_NOT_FOUND");
    assertThat(call("PATCH", path, "{\"name\":\"x\"}", stranger).status()).isEqualTo(404);
    assertThat(call("GET", path + "/poster", "", stranger).status()).isEqualTo(404);
    assertThat(call("GET", STORES, "", stranger).json().path("items")).isEmpty();
    assertThat(call("GET", STORES + "/no-code", "", stranger).status()).isEqualTo(404);
  }

  @Test
  void theOtherServicesLearnAStoresNameByWhatTheMerchantCallsIt() {
    String merchantNo = newMerchant();
    make(merchantNo, "{\"name\":\"人民广场店\",\"storeId\":\"S-1\"}");
    String code = storeOf(merchantNo);

    assertThat(nameOf(merchantNo, "S-1").field("name")).isEqualTo("人民广场店");
    assertThat(nameOf(merchantNo, code).field("name"))
        .as("a store without a storeId goes by its code")
        .isEqualTo("找力奶茶");
    assertThat(nameOf(merchantNo, "S-2").field("code")).isEqualTo("STORE_NOT_FOUND");
    assertThat(nameOf(newMerchant(), "S-1").status()).isEqualTo(404);
    assertThat(nameOf(newMerchant(), code).status()).isEqualTo(404);
  }

  private Answer nameOf(String merchantNo, String storeId) {
    return call(
        "GET",
        "/internal/v1/merchants/" + merchantNo + "/stores/" + storeId + "/name",
        "",
        merchantNo);
  }

  @Test
  void storesAreListedInPagesByKey() {
    String merchantNo = newMerchant();
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(storeOf(merchantNo));
    }
    List<String> listed = new ArrayList<>();
    String next = "";
    do {
      Answer page =
          call(
              "GET",
              STORES + "?limit=2" + (next.isEmpty() ? "" : "&after=" + next),
              "",
              merchantNo);
      page.json().path("items").forEach(item -> listed.add(item.path("storeCode").asString()));
      next = page.json().path("next").asString("");
    } while (!next.isEmpty());
    assertThat(listed).isEqualTo(made);
    assertThat(call("GET", STORES + "?limit=0", "", merchantNo).status()).isEqualTo(400);
    assertThat(call("GET", STORES + "?limit=201", "", merchantNo).status()).isEqualTo(400);
    assertThat(call("GET", STORES + "?after=%27", "", merchantNo).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\":\"\"}",
        "{\"name\":\"  \"}",
        "{\"name\":\"a\\u202eb\"}",
        "{\"name\":\"a\\nb\"}",
        "{\"name\":\"01234567890123456789012345678901234567890\"}",
        "{\"name\":\"A\",\"storeId\":\"你\"}",
        "{\"name\":\"A\",\"storeId\":\"\"}"
      })
  void aBadStoreIsRefused(String body) {
    Answer refused = make(newMerchant(), body);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.field("code")).isEqualTo("REQUEST_INVALID");
  }

  @Test
  void aPosterComesAsPdfOrPicture() {
    String merchantNo = newMerchant();
    String path = STORES + "/" + storeOf(merchantNo) + "/poster";
    assertThat(call("GET", path, "", merchantNo).text()).startsWith("%PDF-");
    assertThat(call("GET", path + "?format=pdf&size=a4", "", merchantNo).text())
        .startsWith("%PDF-");
    assertThat(call("GET", path + "?format=png", "", merchantNo).text()).contains("PNG");
    assertThat(call("GET", path + "?format=svg", "", merchantNo).status()).isEqualTo(400);
    assertThat(call("GET", path + "?size=a0", "", merchantNo).status()).isEqualTo(400);
  }

  private static String entry(String amount, String formId) {
    return "{\"amount\":\"%s\",\"note\":\" 少糖 \",\"formId\":\"%s\"}".formatted(amount, formId);
  }

  @Test
  void whatACustomerEntersBecomesAPaymentForAnyWallet() {
    String store = storeOf(MERCHANT);
    Payer payer = new Payer("Mozilla/5.0");
    assertThat(payer.get("/q/" + store).status()).isEqualTo(200);
    assertThat(payer.get("/q/" + store + "/state").field("name")).isEqualTo("找力奶茶");
    Seen begun = payer.post("/q/" + store + "/payments", entry("12.3", "form-0000000000001"));
    assertThat(begun.status()).as(begun.text()).isEqualTo(201);
    assertThat(begun.field("cashier")).startsWith("/cashier/");
    String payToken = begun.field("cashier").substring("/cashier/".length());
    Map<String, Object> row =
        jdbc.queryForMap("SELECT * FROM payment WHERE pay_token = ?", payToken);
    assertThat(row)
        .containsEntry("merchant_no", MERCHANT)
        .containsEntry("app_id", "app_1")
        .containsEntry("amount_fen", 1_230L)
        .containsEntry("method", "AGGREGATE_QR")
        .containsEntry("store_id", store)
        .containsEntry("subject", "找力奶茶")
        .containsEntry("attach", "少糖");
    assertThat(payer.state(payToken).field("amount")).isEqualTo("12.30");
    assertThat(payer.open(payToken, "WECHAT", "NATIVE").status()).isEqualTo(200);
  }

  @Test
  void aFormThatIsSentManyTimesAtOnceIsOnePayment() {
    String store = storeOf(MERCHANT);
    List<Seen> answers =
        Together.run(
            Collections.nCopies(8, entry("1", "form-0000000000002")),
            body -> new Payer("Mozilla/5.0").post("/q/" + store + "/payments", body));
    assertThat(answers).extracting(Seen::status).containsOnly(201);
    assertThat(answers.stream().map(answer -> answer.field("cashier")).distinct()).hasSize(1);
    Seen other =
        new Payer("Mozilla/5.0")
            .post("/q/" + store + "/payments", entry("2", "form-0000000000002"));
    assertThat(other.field("code")).isEqualTo("OUT_TRADE_NO_CONFLICT");
    // The same form of another store is another payment.
    Seen elsewhere =
        new Payer("Mozilla/5.0")
            .post("/q/" + storeOf(MERCHANT) + "/payments", entry("1", "form-0000000000002"));
    assertThat(elsewhere.field("cashier")).isNotEqualTo(answers.get(0).field("cashier"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.001", "-1", "1e3", "50000.01", "", "1.5x"})
  void aBadAmountIsRefused(String amount) {
    Seen refused =
        new Payer("Mozilla/5.0")
            .post("/q/" + storeOf(MERCHANT) + "/payments", entry(amount, "form-0000000000003"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("details").has("amount")).isTrue();
  }

  @Test
  void aNumberWhereATextBelongsIsRefusedAndNotRounded() {
    Seen refused =
        new Payer("Mozilla/5.0")
            .post(
                "/q/" + storeOf(MERCHANT) + "/payments",
                "{\"amount\":0.1,\"formId\":\"form-0000000000004\"}");
    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  void aSuspendedMerchantsCodeTakesNoPayment() {
    String store = storeOf(MERCHANT);
    Payer payer = new Payer("Mozilla/5.0");
    suspend(MERCHANT);

    assertThat(payer.get("/q/" + store + "/state").json().path("open").asBoolean()).isFalse();
    Seen refused = payer.post("/q/" + store + "/payments", entry("1", "form-0000000000007"));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.field("code")).isEqualTo("MERCHANT_SUSPENDED");
    resume(MERCHANT);
    assertThat(payer.get("/q/" + store + "/state").json().path("open").asBoolean()).isTrue();
    assertThat(payer.post("/q/" + store + "/payments", entry("1", "form-0000000000007")).status())
        .isEqualTo(201);
  }

  @Test
  void aClosedStoreTakesNoPaymentAndOneThatIsNoneSaysNoMore() {
    String store = storeOf(MERCHANT);
    call("PATCH", STORES + "/" + store, "{\"status\":\"CLOSED\"}", MERCHANT);
    Payer payer = new Payer("Mozilla/5.0");
    assertThat(payer.get("/q/" + store + "/state").json().path("open").asBoolean()).isFalse();
    assertThat(
            payer.post("/q/" + store + "/payments", entry("1", "form-0000000000005")).field("code"))
        .isEqualTo("STORE_CLOSED");
    assertThat(payer.get("/q/0000000000").status()).isEqualTo(404);
    assertThat(payer.get("/q/0000000000/state").status()).isEqualTo(404);
    assertThat(payer.post("/q/0000000000/payments", entry("1", "form-0000000000006")).status())
        .isEqualTo(404);
  }
}
