package com.zhaoli.pay.wechat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.testing.browser.Look;
import com.zhaoli.pay.testing.browser.Visit;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Permanent QR codes on the operators' page, with the service behind it. */
class QrCodesConsoleIT extends ConsoleVisits {
  private static final String CODES = "/ops/v1/wechat/qr-codes";

  private final String label = "上海一店 " + UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  @AfterEach
  void nothingIsLeftForTheNextTest() {
    forgetFollowers();
    WECHAT.nextQrErrcodes.clear();
    WECHAT.nextQrFaults.clear();
    WECHAT.nextTagErrcodes.clear();
  }

  @ParameterizedTest
  @EnumSource
  void aCodeIsMadeScannedChangedAndDisabled(Look look) throws Exception {
    int tagId = WECHAT.followers.newTag("门店顾客");
    Visit visit = visit(look, "/ops/wechat/codes");
    visit.sees(visit.heading("永久二维码", "Permanent QR codes"));
    visit.button("新建二维码", "New QR code").click();
    visit.button("建立二维码", "Make the code").click();
    assertThat(field(visit, "code-label")).isFocused();
    field(visit, "code-label").fill(label);
    field(visit, "code-subject").fill("store 1");
    field(visit, "code-tagId").selectOption("门店顾客");
    field(visit, "code-answer").selectOption("replies");
    field(visit, "reply-0-content").fill("欢迎光临上海一店，出示此消息享九折。");
    visit.button("建立二维码", "Make the code").click();
    assertThat(field(visit, "code-subject")).isFocused();
    assertThat(field(visit, "code-subject")).hasAttribute("aria-invalid", "true");
    visit.shot("93-wechat-code-wrong");
    field(visit, "code-subject").fill("store_0001");
    visit.button("建立二维码", "Make the code").click();
    isSaid(visit, "二维码已建立", "The QR code is made");
    Locator picture = visit.page.locator(".qr img");
    visit.sees(picture);
    visit.until("document.querySelector('.qr img').naturalWidth > 0");

    String scene = code().path("scene").asString("");
    String follower = openid();
    push(event(follower, now(), "subscribe", "<EventKey>qrscene_" + scene + "</EventKey>"));
    Answer answered = push(scan(follower, now() + 1, scene));
    assertThat(answered.body()).contains("欢迎光临上海一店");
    await().until(() -> code().path("scans").asLong() == 2);
    assertThat(WECHAT.taggings).contains(tagId + " " + follower);
    visit.page.reload();
    visit.sees(visit.page.getByText(visit.say("共扫码 2 次", "2 scans from")));
    visit.shot("94-wechat-code");
    Download download =
        visit.page.waitForDownload(
            () -> link(visit, "下载 SVG（印刷用）", "Download SVG (for print)").click());
    assertThat(Files.readString(download.path())).startsWith("<svg ");
    assertThat(download.suggestedFilename()).isEqualTo(label + ".svg");

    field(visit, "code-answer").selectOption("replyKey");
    field(visit, "code-replyKey").fill("WELCOME");
    visit.button("保存", "Save").click();
    isSaid(visit, "二维码已保存", "The QR code is saved");
    assertThat(code().path("replyKey").asString("")).isEqualTo("WELCOME");
    visit.button("停用", "Disable").click();
    inDialog(visit, "停用", "Disable").click();
    visit.sees(visit.button("启用", "Enable"));
    assertThat(push(scan(follower, now() + 2, scene)).body()).isEqualTo("success");
    link(visit, "← 返回二维码列表", "← Back to the QR codes").click();
    assertThat(row(visit, label)).containsText(visit.say("已停用", "Disabled"));
    visit.shot("95-wechat-codes");
    link(visit, "操作记录", "Records").click();
    link(visit, scene, scene).first().click();
    visit.button("启用", "Enable").click();
    inDialog(visit, "启用", "Enable").click();
    visit.sees(visit.button("停用", "Disable"));
    assertThat(code().path("state").asString("")).isEqualTo("ACTIVE");
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_ZH", "DESKTOP_EN"})
  void aCodeThatWechatDoesNotConfirmIsShownOnceItIsMade(Look look) {
    WECHAT.nextQrFaults.add(WechatApi.Fault.LOST_ANSWER);
    Visit visit = visit(look, "/ops/wechat/codes?code=new");
    field(visit, "code-label").fill(label);
    visit.button("建立二维码", "Make the code").click();

    visit.sees(
        visit.page.locator(".notice").getByText(visit.say("正在建立，微信尚未确认。", "It is being made")));
    visit.shot("96-wechat-code-making");
    field(visit, "code-subject").fill("kept");
    visit.sees(visit.page.locator(".qr img"));
    assertThat(field(visit, "code-subject")).hasValue("kept");
    assertThat(visit.page.locator("h1")).containsText(visit.say("使用中", "In use"));
    visit.button("保存", "Save").click();
    isSaid(visit, "二维码已保存", "The QR code is saved");
    assertThat(code().path("subject").asString("")).isEqualTo("kept");
    link(visit, "← 返回二维码列表", "← Back to the QR codes").click();
    visit.sees(row(visit, label));
  }

  @ParameterizedTest
  @EnumSource(names = {"PHONE_EN", "DESKTOP_ZH"})
  void whatIsRefusedIsSaid(Look look) {
    Visit visit = visit(look, "/ops/wechat/codes?code=new");
    field(visit, "code-label").fill(label);
    WECHAT.nextQrErrcodes.add(45029);
    visit.button("建立二维码", "Make the code").click();
    assertThat(visit.alert())
        .containsText(visit.say("该公众号的永久二维码数量已达微信的上限。", "makes no more permanent QR codes"));
    visit.button("建立二维码", "Make the code").click();
    visit.sees(visit.page.locator(".qr img"));

    changedByAnother();
    field(visit, "code-subject").fill("mine");
    visit.button("保存", "Save").click();
    assertThat(visit.alert()).containsText(visit.say("已被他人修改", "Somebody else changed"));
    assertThat(field(visit, "code-subject")).hasValue("mine");
    visit.shot("97-wechat-code-conflict");
    visit.button("放弃我的修改，查看最新内容", "Drop my changes and see theirs").click();
    assertThat(field(visit, "code-subject")).hasValue("theirs");

    link(visit, "← 返回二维码列表", "← Back to the QR codes").click();
    assertThat(row(visit, visit.say("被微信拒绝", "Refused by WeChat"))).not().hasCount(0);
    operatorsAre(OperatorRole.AUDITOR);
    row(visit, visit.say("被微信拒绝", "Refused by WeChat")).first().locator("a").click();
    visit.sees(visit.alert());
    visit.page.reload();
    assertThat(visit.alert()).containsText("45029");
    assertThat(visit.button("保存", "Save")).hasCount(0);
    visit.shot("98-wechat-code-refused");
  }

  private JsonNode code() {
    return get(CODES + "?limit=200")
        .json()
        .path("items")
        .valueStream()
        .filter(one -> one.path("label").asString("").equals(label))
        .filter(one -> !one.path("state").asString("").equals("REFUSED"))
        .findFirst()
        .orElseThrow();
  }

  private void changedByAnother() {
    Answer theirs =
        call(
            "PUT",
            CODES + "/" + code().path("scene").asString(""),
            "application/json",
            JSON.writeValueAsString(
                Map.of(
                    "purpose",
                    "STORE_POSTER",
                    "label",
                    label,
                    "subject",
                    "theirs",
                    "replies",
                    List.of(),
                    "expectedVersion",
                    code().path("version").asLong())));
    assertThat(theirs.status()).as(theirs.body()).isEqualTo(200);
  }
}
