package com.zhaoli.pay.merchant;

import static com.zhaoli.pay.merchant.Shop.RECEIVERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.client.wechat.QrPurpose;
import com.zhaoli.pay.common.client.wechat.TemplateMessageRequest;
import com.zhaoli.pay.merchant.Shop.Invitation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReceiversIT extends RunningService {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Autowired ApplicationContext context;

  @Test
  void receiversAreToldWithoutAnythingPersonalOfTheirMerchant() {
    Shop shop = Shop.approved(this);
    String sealed =
        jdbc.queryForObject(
            "SELECT contact_name_sealed FROM merchant WHERE merchant_no = ?",
            String.class,
            shop.merchantNo);
    contactName(shop, "");
    try {
      assertThat(shop.bound()).containsExactly(shop.ownerOpenid);
      assertThat(shop.send(get(RECEIVERS)).status()).isEqualTo(200);
    } finally {
      contactName(shop, sealed);
    }
  }

  private void contactName(Shop shop, @Nullable String sealed) {
    jdbc.update(
        "UPDATE merchant SET contact_name_sealed = ? WHERE merchant_no = ?",
        sealed,
        shop.merchantNo);
  }

  @Test
  void aMerchantInvitesSomebodyWhoScansAndGetsItsMessages() {
    Shop shop = Shop.approved(this);

    Answer added = shop.tryAdd("FINANCE", " 会计 小王 ");

    Invitation invitation = Shop.invitation(added);
    JsonNode shown = added.json().path("invitation");
    assertThat(added.header("Cache-Control")).isEqualTo("no-store");
    assertThat(shown.path("status").asString("")).isEqualTo("OPEN");
    assertThat(shown.path("qrUrl").asString("")).startsWith("http://weixin.qq.com/q/");
    assertThat(shown.path("ticket").asString("")).startsWith("ticket-");
    assertThat(NEIGHBOURS.qrCodes)
        .anySatisfy(
            request -> {
              assertThat(request.businessId()).isEqualTo(invitation.invitationNo());
              assertThat(request.purpose()).isEqualTo(QrPurpose.RECEIVER);
              assertThat(request.expireSeconds()).isEqualTo(86_400);
            });
    assertThat(shop.bound()).containsExactly(shop.ownerOpenid);

    String openid = openid();
    Answer scanned = shop.report(invitation.invitationNo(), openid, Instant.now());

    assertThat(scanned.json())
        .hasToString(
            "{\"outcome\":\"BOUND\",\"merchantName\":\"深圳市找力科技有限公司\",\"role\":\"FINANCE\"}");
    assertThat(shop.bound()).containsExactlyInAnyOrder(shop.ownerOpenid, openid);
    JsonNode receiver = shop.receiver(invitation.receiverNo());
    assertThat(receiver.path("label").asString("")).isEqualTo("会计 小王");
    assertThat(receiver.path("bound").asBoolean()).isTrue();
    assertThat(shop.list().toString()).doesNotContain(openid, shop.ownerOpenid);
    assertThat(receiver.path("openid").asString(""))
        .isEqualTo(openid.substring(0, 4) + "****" + openid.substring(openid.length() - 4));
    JsonNode accepted = shop.send(get(RECEIVERS + "/invitations")).json().path("items").get(0);
    assertThat(accepted.path("status").asString("")).isEqualTo("ACCEPTED");
    assertThat(accepted.has("qrUrl")).as("a used code is shown no more").isFalse();
    assertThat(actions(shop))
        .containsExactly(
            "MERCHANT_APPROVED opr_test",
            "RECEIVER_ADDED " + shop.merchantNo,
            "RECEIVER_INVITED " + shop.merchantNo,
            "RECEIVER_BOUND " + shop.merchantNo);
  }

  @Test
  void ofManyWhoScanAtOnceOneIsBoundAndTheOthersAreToldThatTheCodeIsUsed() throws Exception {
    Shop shop = Shop.approved(this);
    Invitation invitation = shop.add("STAFF", "小李");

    List<String> outcomes = atOnce(12, () -> shop.scan(invitation, openid()));

    assertThat(outcomes).filteredOn("BOUND"::equals).hasSize(1);
    assertThat(outcomes).filteredOn("USED"::equals).hasSize(11);
    assertThat(shop.bound()).hasSize(2);
    assertThat(shop.scan(invitation, openid())).isEqualTo("USED");
  }

  @Test
  void theSameReportAgainChangesNothingAndIsAnsweredTheSame() throws Exception {
    Shop shop = Shop.approved(this);
    Invitation invitation = shop.add("STAFF", "小李");
    String openid = openid();
    Instant at = Instant.now();

    List<String> outcomes = atOnce(6, () -> shop.scan(invitation, openid, at));

    assertThat(outcomes).containsOnly("BOUND");
    assertThat(shop.bound()).containsExactlyInAnyOrder(shop.ownerOpenid, openid);
    assertThat(actions(shop)).filteredOn(a -> a.startsWith("RECEIVER_BOUND")).hasSize(1);
  }

  @Test
  void nobodyTakesTwoPlacesOfOneMerchantButOnePersonMayServeTwoMerchants() {
    Shop shop = Shop.approved(this);
    Invitation first = shop.add("STAFF", "小李");
    Invitation second = shop.add("FINANCE", "小王");
    String openid = openid();
    shop.scan(first, openid);

    Answer again = shop.report(second.invitationNo(), openid, Instant.now());
    String owner = shop.scan(second, shop.ownerOpenid);

    assertThat(again.text("outcome")).isEqualTo("ALREADY_BOUND");
    assertThat(again.text("role")).isEqualTo("STAFF");
    assertThat(owner).isEqualTo("ALREADY_BOUND");
    assertThat(shop.statusOf(second)).as("a wrong scan uses nothing up").isEqualTo("OPEN");
    assertThat(shop.scan(second, openid())).isEqualTo("BOUND");
    Shop other = Shop.approved(this);
    assertThat(other.scan(other.add("STAFF", "小李"), openid)).isEqualTo("BOUND");
  }

  @Test
  void ofOnePersonsScansOfManyCodesAtOnceOneBinds() throws Exception {
    Shop shop = Shop.approved(this);
    List<Invitation> invitations = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      invitations.add(shop.add("STAFF", "店员 " + i));
    }
    String openid = openid();

    List<String> outcomes =
        allAtOnce(
            invitations.stream()
                .<Callable<String>>map(invitation -> () -> shop.scan(invitation, openid))
                .toList());

    assertThat(outcomes).filteredOn("BOUND"::equals).hasSize(1);
    assertThat(outcomes).filteredOn("ALREADY_BOUND"::equals).hasSize(5);
    assertThat(Collections.frequency(shop.bound(), openid)).isEqualTo(1);
  }

  @Test
  void aCancelledInvitationBindsNobodyAndAnAcceptedOneIsNotCancelled() {
    Shop shop = Shop.approved(this);
    Invitation cancelled = shop.add("STAFF", "小李");
    Invitation accepted = shop.add("STAFF", "小王");
    shop.scan(accepted, openid());

    assertThat(shop.cancel(cancelled).status()).isEqualTo(204);
    assertThat(shop.cancel(cancelled).status()).as("repeated").isEqualTo(204);

    assertThat(shop.scan(cancelled, openid())).isEqualTo("CANCELLED");
    assertThat(shop.statusOf(cancelled)).isEqualTo("CANCELLED");
    assertThat(shop.cancel(accepted).text("code")).isEqualTo("INVITATION_STATE_INVALID");
    assertThat(shop.bound()).hasSize(2);
    assertThat(actions(shop)).filteredOn(a -> a.startsWith("INVITATION_CANCELLED")).hasSize(1);
  }

  @RepeatedTest(5)
  void ofAScanAndACancellationAtOnceExactlyOneHappens() throws Exception {
    Shop shop = Shop.approved(this);
    Invitation invitation = shop.add("STAFF", "小李");

    List<String> outcomes =
        bothAtOnce(
            () -> shop.scan(invitation, openid()),
            () -> String.valueOf(shop.cancel(invitation).status()));

    boolean bound = shop.bound().size() == 2;
    assertThat(outcomes)
        .containsExactlyElementsOf(bound ? List.of("BOUND", "409") : List.of("CANCELLED", "204"));
    assertThat(shop.statusOf(invitation)).isEqualTo(bound ? "ACCEPTED" : "CANCELLED");
  }

  @RepeatedTest(5)
  void whoLeavesWhileHisScanIsWorkedOnIsNotBoundInTheEnd() throws Exception {
    Shop shop = Shop.approved(this);
    Invitation invitation = shop.add("STAFF", "小李");
    String openid = openid();
    Instant scanned = Instant.now();

    List<String> outcomes =
        bothAtOnce(
            () -> shop.scan(invitation, openid, scanned),
            () -> {
              shop.leaves(openid, scanned.plusSeconds(1));
              return "";
            });

    assertThat(outcomes.get(0)).isIn("BOUND", "LEFT");
    assertThat(shop.bound()).containsExactly(shop.ownerOpenid);
  }

  @Test
  void eventsThatArriveInTheWrongOrderEndInTheRightState() {
    Shop shop = Shop.approved(this);
    Instant base = Instant.now();
    String early = openid();
    String back = openid();

    shop.leaves(early, base.plusSeconds(10));
    assertThat(shop.scan(shop.add("STAFF", "小李"), early, base)).isEqualTo("LEFT");
    assertThat(shop.scan(shop.add("STAFF", "小王"), back, base.plusSeconds(20))).isEqualTo("BOUND");
    shop.leaves(back, base.plusSeconds(10));

    assertThat(shop.bound()).containsExactlyInAnyOrder(shop.ownerOpenid, back);
  }

  @Test
  void whoLeavesIsNullEverywhereAndOnlyHisOwnScanOrANewInvitationBindsAgain() {
    Instant base = Instant.now();
    Shop shop = Shop.approved(this, base);
    Shop other = Shop.approved(this, base);
    String openid = openid();
    Invitation here = shop.add("STAFF", "小李");
    Invitation there = other.add("FINANCE", "小李");
    shop.scan(here, openid, base);
    other.scan(there, openid, base);

    shop.leaves(openid, base.plusSeconds(10));

    assertThat(shop.bound()).containsExactly(shop.ownerOpenid);
    assertThat(other.bound()).containsExactly(other.ownerOpenid);
    assertThat(shop.receiver(here.receiverNo()).path("bound").asBoolean()).isFalse();
    assertThat(shop.receiver(here.receiverNo()).has("unboundAt")).isTrue();
    assertThat(shop.scan(here, openid, base)).as("the old scan, reported again").isEqualTo("LEFT");
    assertThat(shop.scan(here, openid(), base.plusSeconds(20))).isEqualTo("USED");
    assertThat(shop.scan(here, openid, base.plusSeconds(20))).isEqualTo("BOUND");

    Invitation second = other.invite(there.receiverNo());
    assertThat(other.scan(there, openid, base.plusSeconds(20)))
        .as("the earlier code has no say beside a new one")
        .isEqualTo("USED");
    String successor = openid();
    assertThat(other.scan(second, successor, base.plusSeconds(30))).isEqualTo("BOUND");
    assertThat(other.bound()).containsExactlyInAnyOrder(other.ownerOpenid, successor);
  }

  @Test
  void anOwnerWhoLeftAfterTheQrCodeWasOverComesBackByAnInvitation() {
    Instant base = Instant.now();
    Shop shop = Shop.approved(this, base);
    String ownerNo = shop.ownerNo();
    assertThat(shop.tryInvite(ownerNo).text("code")).isEqualTo("RECEIVER_BOUND");
    shop.leaves(shop.ownerOpenid, base.plusSeconds(10));
    assertThat(shop.bound()).isEmpty();

    Invitation byMerchant = shop.invite(ownerNo);
    Answer byOperator =
        post("/ops/v1/merchants/" + shop.merchantNo + "/receivers/" + ownerNo + "/invitations")
            .asOperator("AUDITOR")
            .send();
    Invitation later = Shop.invitation(byOperator);

    assertThat(shop.scan(byMerchant, shop.ownerOpenid, base.plusSeconds(20)))
        .as("a later invitation takes the place of an earlier one")
        .isEqualTo("CANCELLED");
    assertThat(shop.report(later.invitationNo(), shop.ownerOpenid, base.plusSeconds(20)).json())
        .hasToString("{\"outcome\":\"BOUND\",\"merchantName\":\"深圳市找力科技有限公司\",\"role\":\"OWNER\"}");
    assertThat(shop.ownerNo()).isEqualTo(ownerNo);
    assertThat(shop.bound()).containsExactly(shop.ownerOpenid);
    assertThat(actions(shop)).contains("RECEIVER_INVITED opr_test");
  }

  @Test
  void aBoundOwnerIsNeverReplacedByAnOpenInvitation() {
    Instant base = Instant.now();
    Shop shop = Shop.approved(this, base);
    shop.leaves(shop.ownerOpenid, base.plusSeconds(10));
    Invitation invitation = shop.invite(shop.ownerNo());
    shop.browser.scannedBy(shop.ownerOpenid, base.plusSeconds(20));
    assertThat(shop.bound()).containsExactly(shop.ownerOpenid);

    assertThat(shop.scan(invitation, openid(), base.plusSeconds(30))).isEqualTo("USED");

    assertThat(shop.bound()).containsExactly(shop.ownerOpenid);
  }

  @Test
  void anOwnerWhoCameBackAsStaffIsNotMadeOwnerByTheOldQrCode() {
    Instant base = Instant.now();
    Shop shop = Shop.approved(this, base);
    shop.leaves(shop.ownerOpenid, base.plusSeconds(10));
    shop.scan(shop.add("STAFF", "原店主"), shop.ownerOpenid, base.plusSeconds(20));

    shop.browser.scannedBy(shop.ownerOpenid, base.plusSeconds(30));

    assertThat(shop.bound()).containsExactly(shop.ownerOpenid);
    assertThat(shop.list().get(0).path("bound").asBoolean()).as("the owner's place").isFalse();
  }

  @Test
  void operatorsFreeAnOwnersPlaceForAnotherAndItIsOnRecord() {
    Shop shop = Shop.approved(this);
    String ownerNo = shop.ownerNo();
    String path = "/ops/v1/merchants/" + shop.merchantNo + "/receivers/" + ownerNo;

    assertThat(
            post(path + "/unbind", Map.of("reason", "x")).asOperator("SUPPORT").send().text("code"))
        .isEqualTo("OPERATOR_FORBIDDEN");
    Answer freed = post(path + "/unbind", Map.of("reason", "店铺转让")).asOperator("AUDITOR").send();

    assertThat(freed.json().path("bound").asBoolean()).isFalse();
    assertThat(shop.bound()).isEmpty();
    shop.browser.scannedBy(shop.ownerOpenid);
    assertThat(shop.bound()).as("the former owner scans the page's code again").isEmpty();
    String successor = openid();
    shop.scan(shop.invite(ownerNo), successor);
    assertThat(shop.bound()).containsExactly(successor);
    assertThat(
            jdbc.queryForList(
                "SELECT detail FROM audit_log WHERE subject = ? AND action = 'RECEIVER_UNBOUND'",
                String.class,
                shop.merchantNo))
        .containsExactly(ownerNo + " 店铺转让");
  }

  @Test
  void whoWasFreedByAnOperatorDoesNotComeBackByHisOldCode() {
    Shop shop = Shop.approved(this);
    Invitation invitation = shop.add("STAFF", "小李");
    String openid = openid();
    shop.scan(invitation, openid);
    post(
            "/ops/v1/merchants/"
                + shop.merchantNo
                + "/receivers/"
                + invitation.receiverNo()
                + "/unbind",
            Map.of("reason", "离职"))
        .asOperator("AUDITOR")
        .send();

    assertThat(shop.scan(invitation, openid)).isEqualTo("USED");
    assertThat(shop.bound()).containsExactly(shop.ownerOpenid);
  }

  @Test
  void aRemovedReceiverGetsNothingAndItsCodeIsWorthNothing() {
    Shop shop = Shop.approved(this);
    Invitation bound = shop.add("STAFF", "小李");
    Invitation open = shop.add("STAFF", "小王");
    String openid = openid();
    shop.scan(bound, openid);

    assertThat(shop.remove(bound.receiverNo()).status()).isEqualTo(204);
    assertThat(shop.remove(open.receiverNo()).status()).isEqualTo(204);

    assertThat(shop.bound()).containsExactly(shop.ownerOpenid);
    assertThat(shop.scan(bound, openid)).isEqualTo("USED");
    assertThat(shop.scan(open, openid)).isEqualTo("CANCELLED");
    assertThat(shop.remove(bound.receiverNo()).text("code")).isEqualTo("RECEIVER_NOT_FOUND");
    assertThat(actions(shop)).filteredOn(a -> a.startsWith("RECEIVER_REMOVED")).hasSize(2);
  }

  @Test
  void thereIsOneOwnerWhoCanBeNamedButNeitherRemovedNorMade() {
    Shop shop = Shop.approved(this);
    String ownerNo = shop.ownerNo();
    Invitation staff = shop.add("STAFF", "小李");

    assertThat(shop.remove(ownerNo).text("code")).isEqualTo("RECEIVER_IS_OWNER");
    assertThat(shop.tryAdd("OWNER", "我").text("code")).isEqualTo("RECEIVER_IS_OWNER");
    assertThat(change(shop, ownerNo, Map.of("role", "STAFF")).text("code"))
        .isEqualTo("RECEIVER_IS_OWNER");
    assertThat(change(shop, staff.receiverNo(), Map.of("role", "OWNER")).text("code"))
        .isEqualTo("RECEIVER_IS_OWNER");
    assertThat(change(shop, ownerNo, Map.of("label", "老板")).text("label")).isEqualTo("老板");
    Answer changed = change(shop, staff.receiverNo(), Map.of("role", "FINANCE"));
    assertThat(changed.text("role")).isEqualTo("FINANCE");
    assertThat(changed.text("label")).as("left as it was").isEqualTo("小李");
    assertThat(actions(shop)).filteredOn(a -> a.startsWith("RECEIVER_CHANGED")).hasSize(2);
  }

  @Test
  void aMerchantHasTwentyReceiversHoweverManyAreAddedAtOnce() throws Exception {
    Shop shop = Shop.approved(this);

    List<Answer> answers = atOnce(24, () -> shop.tryAdd("STAFF", "店员"));

    assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(19);
    assertThat(answers)
        .filteredOn(answer -> answer.status() != 201)
        .allMatch(answer -> answer.text("code").equals("RECEIVER_LIMIT_REACHED"));
    assertThat(shop.list()).hasSize(20);
  }

  @Test
  void aMerchantInvitesAHundredTimesADayAtMost() {
    Shop shop = Shop.approved(this);
    String receiverNo = shop.add("STAFF", "小李").receiverNo();
    for (int i = 0; i < 99; i++) {
      jdbc.update(
          "INSERT INTO receiver_invitation (invitation_no, merchant_no, receiver_no, status, ticket,"
              + " qr_url, created_at, expires_at) SELECT CONCAT(invitation_no, ?), merchant_no,"
              + " receiver_no, 'CANCELLED', ticket, qr_url, created_at, expires_at"
              + " FROM receiver_invitation WHERE receiver_no = ? AND LENGTH(invitation_no) = 30",
          "x" + i,
          receiverNo);
    }

    Answer refused = shop.tryInvite(receiverNo);

    assertThat(refused.text("code")).isEqualTo("RATE_LIMITED");
    assertThat(refused.header("Retry-After")).isEqualTo("3600");
  }

  @Test
  void anotherMerchantsReceiversAndInvitationsAreNotThere() {
    Shop shop = Shop.approved(this);
    Invitation invitation = shop.add("STAFF", "小李");
    Shop other = Shop.approved(this);

    assertThat(other.remove(invitation.receiverNo()).text("code")).isEqualTo("RECEIVER_NOT_FOUND");
    assertThat(other.tryInvite(invitation.receiverNo()).text("code"))
        .isEqualTo("RECEIVER_NOT_FOUND");
    assertThat(change(other, invitation.receiverNo(), Map.of("label", "x")).text("code"))
        .isEqualTo("RECEIVER_NOT_FOUND");
    assertThat(other.receiver(invitation.receiverNo()).path("code").asString(""))
        .isEqualTo("RECEIVER_NOT_FOUND");
    assertThat(other.cancel(invitation).text("code")).isEqualTo("INVITATION_NOT_FOUND");
    assertThat(other.send(get(RECEIVERS + "/invitations")).json().path("items")).isEmpty();
    assertThat(shop.statusOf(invitation)).isEqualTo("OPEN");
    assertThat(
            get("/ops/v1/merchants/mch_nobody/receivers").asOperator("ADMIN").send().text("code"))
        .isEqualTo("MERCHANT_NOT_FOUND");
    assertThat(get("/ops/v1/merchants/" + shop.merchantNo + "/receivers").send().text("code"))
        .isEqualTo("OPERATOR_UNAUTHENTICATED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"role\":\"STAFF\"}",
        "{\"label\":\"小李\"}",
        "{\"role\":\"STAFF\",\"label\":\" \"}",
        "{\"role\":\"STAFF\",\"label\":\"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三\"}",
        "{\"role\":\"STAFF\",\"label\":\"a\\u202eb\"}",
        "{\"role\":\"STAFF\",\"label\":\"<b>\"}",
        "{\"role\":\"STAFF\",\"label\":\"小李\",\"expireSeconds\":599}",
        "{\"role\":\"STAFF\",\"label\":\"小李\",\"expireSeconds\":604801}"
      })
  void whatIsNoReceiverIsRefused(String body) {
    Shop shop = Shop.approved(this);

    Answer answer = shop.send(post(RECEIVERS, JSON.readTree(body)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo("REQUEST_INVALID");
    assertThat(shop.list()).hasSize(1);
  }

  @Test
  void anInvitationEndsWithItsTimeButAScanMadeBeforeCountsHoweverLateItIsReported() {
    Shop shop = Shop.approved(this);
    Invitation late = shop.add("STAFF", "小李");
    Invitation over = shop.add("STAFF", "小王");
    Instant now = Instant.now();
    jdbc.update(
        "UPDATE receiver_invitation SET expires_at = UTC_TIMESTAMP(3) WHERE merchant_no = ?",
        shop.merchantNo);

    assertThat(shop.statusOf(over)).isEqualTo("EXPIRED");
    assertThat(shop.scan(over, openid(), now.plusSeconds(60))).isEqualTo("EXPIRED");
    assertThat(shop.scan(late, openid(), now.minusSeconds(60))).isEqualTo("BOUND");
    assertThat(shop.bound()).hasSize(2);
    assertThat(shop.report("inv_nobodys", openid(), now).text("code"))
        .isEqualTo("INVITATION_NOT_FOUND");
  }

  @Test
  void invitationsThatAreLongOverAreRemovedAndOthersStay() {
    Shop shop = Shop.approved(this);
    Invitation old = shop.add("STAFF", "小李");
    Invitation young = shop.add("STAFF", "小王");
    age(old, 31);
    age(young, 29);

    Object cleanup = context.getBean("invitationCleanup");
    ReflectionTestUtils.invokeMethod(cleanup, "removeOld");

    assertThat(shop.send(get(RECEIVERS + "/invitations/" + old.invitationNo())).text("code"))
        .isEqualTo("INVITATION_NOT_FOUND");
    assertThat(shop.statusOf(young)).isEqualTo("EXPIRED");
    assertThat(shop.receiver(old.receiverNo()).path("bound").asBoolean()).isFalse();
  }

  @Test
  void noReceiverIsMadeWhileNoQrCodeCanBeHad() {
    Shop shop = Shop.approved(this);
    NEIGHBOURS.failNextQrCodes.set(1);

    assertThat(shop.tryAdd("STAFF", "小李").text("code")).isEqualTo("UPSTREAM_UNAVAILABLE");

    assertThat(shop.list()).hasSize(1);
    assertThat(shop.tryAdd("STAFF", "小李").status()).isEqualTo(201);
  }

  @Test
  void invitationsAreReadPageByPageTheNewestFirst() {
    Shop shop = Shop.approved(this);
    Invitation first = shop.add("STAFF", "一");
    Invitation second = shop.add("STAFF", "二");
    Invitation third = shop.add("STAFF", "三");

    JsonNode page = shop.send(get(RECEIVERS + "/invitations?limit=2")).json();
    JsonNode rest =
        shop.send(get(RECEIVERS + "/invitations?limit=2&after=" + page.path("next").asString("")))
            .json();

    assertThat(numbers(page)).containsExactly(third.invitationNo(), second.invitationNo());
    assertThat(numbers(rest)).containsExactly(first.invitationNo());
    assertThat(rest.has("next")).isFalse();
  }

  @Test
  void anAuditMessageGoesToTheOwnerAloneAndWaitsForNobodyElse() {
    Shop shop = Shop.approved(this);
    String staff = openid();
    shop.scan(shop.add("STAFF", "小李"), staff);

    post("/ops/v1/merchants/" + shop.merchantNo + "/suspend", Map.of("reason", "核查"))
        .asOperator("AUDITOR")
        .send();

    await().until(() -> messagesTo(shop.ownerOpenid).size() == 2);
    await()
        .until(
            () ->
                jdbc.queryForList(
                        "SELECT status FROM message_outbox WHERE merchant_no = ?",
                        String.class,
                        shop.merchantNo)
                    .equals(List.of("SENT", "SENT")));
    assertThat(messagesTo(shop.ownerOpenid))
        .allMatch(message -> message.scene() == MessageScene.ONBOARDING_AUDIT);
    assertThat(messagesTo(staff)).isEmpty();
  }

  private Answer change(Shop shop, String receiverNo, Map<String, String> change) {
    return shop.send(patch(RECEIVERS + "/" + receiverNo, change));
  }

  private void age(Invitation invitation, int days) {
    jdbc.update(
        "UPDATE receiver_invitation SET expires_at = UTC_TIMESTAMP(3) - INTERVAL ? DAY"
            + " WHERE invitation_no = ?",
        days,
        invitation.invitationNo());
  }

  private static List<String> numbers(JsonNode page) {
    return page.path("items")
        .valueStream()
        .map(invitation -> invitation.path("invitationNo").asString(""))
        .toList();
  }

  private static List<TemplateMessageRequest> messagesTo(String openid) {
    return NEIGHBOURS.messages.stream().filter(message -> message.openid().equals(openid)).toList();
  }

  /** What happened to the merchant and who did it, the oldest first. */
  private List<String> actions(Shop shop) {
    return jdbc.queryForList(
        "SELECT CONCAT(action, ' ', operator_no) FROM audit_log WHERE subject = ? ORDER BY id",
        String.class,
        shop.merchantNo);
  }

  private static List<String> bothAtOnce(Callable<String> one, Callable<String> other)
      throws Exception {
    return allAtOnce(List.of(one, other));
  }

  private static <T> List<T> allAtOnce(List<Callable<T>> calls) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(calls.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : pool.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }
}
