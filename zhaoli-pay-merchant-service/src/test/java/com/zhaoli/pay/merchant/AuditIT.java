package com.zhaoli.pay.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;

class AuditIT extends RunningService {

  @Test
  void aSuspendedMerchantMakesNoCallsUntilItIsResumedAndIsToldOfBoth() {
    String openid = openid();
    Browser browser = new Browser(this).scannedBy(openid);
    String merchantNo = browser.apply(CreditCodes.next());
    assertThat(act(merchantNo, "suspend").text("code")).isEqualTo("MERCHANT_STATE_INVALID");
    approve(merchantNo);
    String appId =
        get("/ops/v1/merchants/" + merchantNo)
            .asOperator("AUDITOR")
            .send()
            .json()
            .path("app")
            .path("appId")
            .asString("");

    assertThat(act(merchantNo, "resume").text("code")).isEqualTo("MERCHANT_STATE_INVALID");
    assertThat(act(merchantNo, "suspend").text("status")).isEqualTo("SUSPENDED");

    assertThat(enabled(appId)).isFalse();
    assertThat(suspended()).contains(merchantNo);
    assertThat(browser.credentials().text("code")).isEqualTo("MERCHANT_STATE_INVALID");
    assertThat(browser.status()).isEqualTo("APPROVED");
    assertThat(act(merchantNo, "suspend").text("code")).isEqualTo("MERCHANT_STATE_INVALID");
    assertThat(act(merchantNo, "resume").text("status")).isEqualTo("APPROVED");
    assertThat(enabled(appId)).isTrue();
    assertThat(suspended()).doesNotContain(merchantNo);
    assertThat(browser.credentials().status()).isEqualTo(200);
    await()
        .untilAsserted(
            () ->
                assertThat(NEIGHBOURS.messages)
                    .filteredOn(message -> message.openid().equals(openid))
                    .extracting(TemplateMessageRequest::fields)
                    .extracting(fields -> fields.get("result") + " " + fields.get("reason"))
                    .contains("商户已暂停 因为suspend", "商户已恢复 因为resume"));
    assertThat(act("mch_nobody", "suspend").text("code")).isEqualTo("MERCHANT_NOT_FOUND");
    assertThat(
            post("/ops/v1/merchants/" + merchantNo + "/suspend", Map.of("reason", "x"))
                .asOperator("SUPPORT")
                .send()
                .text("code"))
        .isEqualTo("OPERATOR_FORBIDDEN");
  }

  @Test
  void aReasonHasLinesAndNoOtherControlCharacters() {
    String merchantNo = new Browser(this).scannedBy(openid()).apply(CreditCodes.next());
    approve(merchantNo);
    String suspend = "/ops/v1/merchants/" + merchantNo + "/suspend";

    for (Object reason : List.<Object>of("a\u0000b", "a\u007fb", 1, true)) {
      Answer refused = post(suspend, Map.of("reason", reason)).asOperator("AUDITOR").send();
      assertThat(refused.text("code")).isEqualTo("REQUEST_INVALID");
      assertThat(refused.json().at("/details/reason").asString("")).isNotEmpty();
    }
    assertThat(actions(merchantNo, "")).containsExactly("MERCHANT_APPROVED");
    assertThat(post(suspend, Map.of("reason", "一\n二")).asOperator("AUDITOR").send().text("status"))
        .isEqualTo("SUSPENDED");
  }

  @Test
  void ofManySuspensionsAtOnceOneHappens() throws Exception {
    String merchantNo = new Browser(this).scannedBy(openid()).apply(CreditCodes.next());
    approve(merchantNo);

    List<Answer> answers = atOnce(8, () -> act(merchantNo, "suspend"));

    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
    assertThat(actions(merchantNo, "")).containsExactly("MERCHANT_SUSPENDED", "MERCHANT_APPROVED");
  }

  @Test
  void operatorsSeeOneMerchantWithItsAppAndKeysAndNoSecret() {
    Browser browser = new Browser(this).scannedBy(openid());
    String merchantNo = browser.apply(CreditCodes.next());
    JsonNode before = get("/ops/v1/merchants/" + merchantNo).asOperator("AUDITOR").send().json();
    approve(merchantNo);

    JsonNode after = get("/ops/v1/merchants/" + merchantNo).asOperator("AUDITOR").send().json();

    assertThat(before.path("merchantNo").asString("")).isEqualTo(merchantNo);
    assertThat(before.has("app")).isFalse();
    assertThat(after.path("app").path("status").asString("")).isEqualTo("ENABLED");
    assertThat(after.path("app").path("keys").get(0).path("keyId").asString("")).isEqualTo("key_1");
    assertThat(after.toString()).doesNotContain("ecret", "salt");
    assertThat(get("/ops/v1/merchants/mch_nobody").asOperator("ADMIN").send().text("code"))
        .isEqualTo("MERCHANT_NOT_FOUND");
    assertThat(get("/ops/v1/merchants/" + merchantNo).send().text("code"))
        .isEqualTo("OPERATOR_UNAUTHENTICATED");
  }

  @Test
  void theAuditLogIsReadPageByPageTheNewestFirst() {
    String merchantNo = new Browser(this).scannedBy(openid()).apply(CreditCodes.next());
    approve(merchantNo);
    act(merchantNo, "suspend");
    act(merchantNo, "resume");

    Answer first =
        get("/ops/v1/audit-log?limit=2&subject=" + merchantNo).asOperator("AUDITOR").send();

    assertThat(first.json().path("items").get(0).path("detail").asString("")).isEqualTo("因为resume");
    assertThat(first.json().path("items").get(0).path("operatorNo").asString(""))
        .isEqualTo("opr_test");
    assertThat(actions(merchantNo, "&limit=2"))
        .containsExactly("MERCHANT_RESUMED", "MERCHANT_SUSPENDED");
    String after = "&after=" + first.text("next");
    assertThat(actions(merchantNo, "&limit=2" + after)).containsExactly("MERCHANT_APPROVED");
    assertThat(
            get("/ops/v1/audit-log?limit=1&subject=" + merchantNo + after)
                .asOperator("AUDITOR")
                .send()
                .json()
                .has("next"))
        .as("a page that is full and the last one")
        .isFalse();
    assertThat(get("/ops/v1/audit-log?limit=1").asOperator("ADMIN").send().json().path("items"))
        .hasSize(1);
    assertThat(get("/ops/v1/audit-log").send().text("code")).isEqualTo("OPERATOR_UNAUTHENTICATED");
    assertThat(get("/ops/v1/audit-log?limit=201").asOperator("ADMIN").send().status())
        .isEqualTo(400);
  }

  @Test
  void anEntryOfTheAuditLogCanBeNeitherChangedNorRemoved() {
    String merchantNo = new Browser(this).scannedBy(openid()).apply(CreditCodes.next());
    approve(merchantNo);

    assertThatThrownBy(
            () ->
                jdbc.update("UPDATE audit_log SET operator_no = 'x' WHERE subject = ?", merchantNo))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("append only");
    assertThatThrownBy(() -> jdbc.update("DELETE FROM audit_log WHERE subject = ?", merchantNo))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("append only");
    assertThat(actions(merchantNo, "")).containsExactly("MERCHANT_APPROVED");
  }

  private Answer act(String merchantNo, String act) {
    return post("/ops/v1/merchants/" + merchantNo + "/" + act, Map.of("reason", "因为" + act))
        .asOperator("AUDITOR")
        .send();
  }

  private boolean enabled(String appId) {
    return get("/internal/v1/credentials?keyId=key_1&appId=" + appId)
        .send()
        .json()
        .path("enabled")
        .asBoolean();
  }

  private List<String> suspended() {
    return get("/internal/v1/suspended-merchants?after=&limit=1000")
        .send()
        .json()
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }

  private List<String> actions(String subject, String more) {
    return get("/ops/v1/audit-log?subject=" + subject + more)
        .asOperator("ADMIN")
        .send()
        .json()
        .path("items")
        .valueStream()
        .map(entry -> entry.path("action").asString(""))
        .toList();
  }
}
