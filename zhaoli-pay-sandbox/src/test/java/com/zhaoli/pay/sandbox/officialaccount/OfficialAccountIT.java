package com.zhaoli.pay.sandbox.officialaccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.sandbox.support.Platform;
import com.zhaoli.pay.sandbox.support.Platform.Received;
import com.zhaoli.pay.sandbox.support.RunningSandbox;
import java.io.File;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.mp.api.WxMpService;
import me.chanjar.weixin.mp.api.impl.WxMpServiceImpl;
import me.chanjar.weixin.mp.bean.kefu.WxMpKefuMessage;
import me.chanjar.weixin.mp.bean.kefu.WxMpKefuMessage.WxArticle;
import me.chanjar.weixin.mp.bean.message.WxMpXmlMessage;
import me.chanjar.weixin.mp.bean.message.WxMpXmlOutMessage;
import me.chanjar.weixin.mp.bean.result.WxMpQrCodeTicket;
import me.chanjar.weixin.mp.bean.template.WxMpTemplate;
import me.chanjar.weixin.mp.bean.template.WxMpTemplateData;
import me.chanjar.weixin.mp.bean.template.WxMpTemplateMessage;
import me.chanjar.weixin.mp.config.WxMpHostConfig;
import me.chanjar.weixin.mp.config.impl.WxMpDefaultConfigImpl;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** WxJava against the running sandbox, in both directions. */
class OfficialAccountIT extends RunningSandbox {

  @Test
  void aStableTokenStaysUntilItIsRefreshedByForce() throws Exception {
    WxMpService account = account();
    String token = account.getAccessToken();
    assertThat(account().getAccessToken()).isEqualTo(token);
    String plain = plainToken();
    assertThat(plain).isNotEqualTo(token);
    assertThat(plainToken()).isNotEqualTo(plain);

    WxMpDefaultConfigImpl config = config();
    config.setSecret("wrong");
    WxMpServiceImpl other = new WxMpServiceImpl();
    other.setWxMpConfigStorage(config);
    assertRefused(other::getAccessToken, 40125);
    config.setAppId("wx0000000000000000");
    assertRefused(other::getAccessToken, 40013);
  }

  @Test
  void aCallWithATokenThatIsNotOursIsRefused() {
    Answer answer = post("/cgi-bin/qrcode/create?access_token=nonsense", Map.of());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("errcode").asInt()).isEqualTo(40001);
    assertThat(post("/cgi-bin/qrcode/create", Map.of()).json().get("errcode").asInt())
        .isEqualTo(41001);
  }

  @Test
  void scanningFollowsOnceAndThenOnlyScans() throws Exception {
    String openid = newOpenid();
    WxMpQrCodeTicket ticket = account().getQrcodeService().qrCodeCreateTmpTicket("ob_42", 600);
    assertThat(ticket.getExpireSeconds()).isEqualTo(600);
    File picture = account().getQrcodeService().qrCodePicture(ticket);
    assertThat(ImageIO.read(picture).getWidth()).isEqualTo(280);

    control("/wechat/scan", Map.of("ticket", ticket.getTicket(), "openid", openid));
    WxMpXmlMessage subscribe = awaitEvent(openid, 1);
    assertThat(subscribe.getEvent()).isEqualTo("subscribe");
    assertThat(subscribe.getEventKey()).isEqualTo("qrscene_ob_42");
    assertThat(subscribe.getTicket()).isEqualTo(ticket.getTicket());
    assertThat(subscribe.getToUser()).isEqualTo(file("wechat-mp/original-id.txt"));

    control("/wechat/scan", Map.of("url", ticket.getUrl(), "openid", openid));
    WxMpXmlMessage scan = awaitEvent(openid, 2);
    assertThat(scan.getEvent()).isEqualTo("SCAN");
    assertThat(scan.getEventKey()).isEqualTo("ob_42");

    control("/wechat/unfollow", Map.of("openid", openid));
    assertThat(awaitEvent(openid, 3).getEvent()).isEqualTo("unsubscribe");
    assertThat(post("/sandbox/v1/wechat/unfollow", Map.of("openid", openid)).status())
        .isEqualTo(409);
    control("/wechat/follow", Map.of("openid", openid));
    assertThat(awaitEvent(openid, 4).getEventKey()).isEmpty();
  }

  @Test
  void aCodeLastsThirtyDaysAtMost() throws Exception {
    assertThat(account().getQrcodeService().qrCodeCreateTmpTicket("x", 2592000).getExpireSeconds())
        .isEqualTo(2592000);
    // WxJava refuses more by itself: the sandbox is asked directly.
    Answer tooLong =
        post(
            "/cgi-bin/qrcode/create?access_token=" + account().getAccessToken(),
            Map.of(
                "expire_seconds",
                2592001,
                "action_name",
                "QR_STR_SCENE",
                "action_info",
                Map.of("scene", Map.of("scene_str", "x"))));
    assertThat(tooLong.json().get("errcode").asInt()).isEqualTo(40053);
    assertThat(get("/cgi-bin/showqrcode?ticket=nonsense").status()).isEqualTo(404);
    assertThat(
            post("/sandbox/v1/wechat/scan", Map.of("ticket", "nonsense", "openid", "o1")).status())
        .isEqualTo(404);
  }

  @Test
  void whatAUserWritesIsPushedAndTheReplyIsShown() throws Exception {
    String openid = newOpenid();
    control("/wechat/follow", Map.of("openid", openid));
    awaitEvent(openid, 1);
    PLATFORM.answering(
        request -> {
          WxMpXmlMessage in = WxMpXmlMessage.fromXml(request.body());
          return new Platform.Answer(
              200,
              WxMpXmlOutMessage.TEXT()
                  .content("收到 <" + in.getContent().length() + "> 字 & 谢谢")
                  .fromUser(in.getToUser())
                  .toUser(in.getFromUser())
                  .build()
                  .toXml());
        });
    control("/wechat/text", Map.of("openid", openid, "content", "余额 ]]> <b> & 1"));
    WxMpXmlMessage text = awaitEvent(openid, 2);
    assertThat(text.getContent()).isEqualTo("余额 ]]> <b> & 1");
    assertThat(text.getMsgId()).isPositive();
    JsonNode reply = awaitMessages(openid, 1).get(0);
    assertThat(reply.get("type").asString()).isEqualTo("REPLY");
    assertThat(reply.get("content").asString()).isEqualTo("收到 <14> 字 & 谢谢");
  }

  @Test
  void anEventThatIsNotAnsweredIsPushedFourTimesInAll() throws Exception {
    String openid = newOpenid();
    AtomicInteger calls = new AtomicInteger();
    PLATFORM.answering(request -> new Platform.Answer(calls.incrementAndGet() < 9 ? 500 : 200, ""));
    control("/wechat/follow", Map.of("openid", openid));
    List<Received> pushes = awaitPushes(openid, 4);
    assertThat(pushes.stream().map(Received::body).distinct()).hasSize(1);
    // A fifth would have come in the time that the first three pauses took.
    await().during(Duration.ofMillis(200)).until(() -> PLATFORM.eventsOf(openid).size() == 4);
  }

  @Test
  void anEventThatIsAnsweredTooLateIsPushedAgain() throws Exception {
    String openid = newOpenid();
    AtomicInteger calls = new AtomicInteger();
    PLATFORM.answering(
        request -> {
          if (calls.incrementAndGet() == 1) {
            await().pollDelay(Duration.ofMillis(2800)).until(() -> true);
          }
          return new Platform.Answer(200, "");
        });
    control("/wechat/follow", Map.of("openid", openid));
    assertThat(awaitPushes(openid, 2)).hasSize(2);
  }

  @Test
  void aTemplateMessageArrivesAndItsEndIsReported() throws Exception {
    String openid = newOpenid();
    control("/wechat/follow", Map.of("openid", openid));
    awaitEvent(openid, 1);
    WxMpTemplateMessage message = message(openid);
    message.addData(new WxMpTemplateData("amount2", "¥12.34"));
    message.addData(new WxMpTemplateData("character_string1", "at_01ARZ3NDEKTSV4RRFFQ69G5FAV"));
    message.addData(new WxMpTemplateData("thing3", "二十个字以内的才会显示出来所以这里会被截断吗"));
    message.addData(new WxMpTemplateData("time4", "2026-01-02 03:04:05"));
    message.addData(new WxMpTemplateData("phrase5", "支付成功"));
    String msgId = account().getTemplateMsgService().sendTemplateMsg(message);

    JsonNode received = awaitMessages(openid, 1).get(0);
    assertThat(received.get("template").asString()).isEqualTo("PAYMENT_RESULT");
    assertThat(received.get("msgId").asString()).isEqualTo(msgId);
    assertThat(received.at("/data/amount2").asString()).isEqualTo("¥12.34");
    assertThat(received.at("/data/thing3").asString()).isEqualTo("二十个字以内的才会显示出来所以这里会被截");
    WxMpXmlMessage done = awaitEvent(openid, 2);
    assertThat(done.getEvent()).isEqualTo("TEMPLATESENDJOBFINISH");
    assertThat(String.valueOf(done.getMsgId())).isEqualTo(msgId);
    assertThat(done.getStatus()).isEqualTo("success");
  }

  @Test
  void aTemplateMessageIsRefusedAsWechatRefusesIt() {
    String openid = newOpenid();
    assertTemplateRefused(message("not an openid"), 40003);
    assertTemplateRefused(message(openid), 43004);
    control("/wechat/follow", Map.of("openid", openid));
    WxMpTemplateMessage unknown = message(openid);
    unknown.setTemplateId("unknown");
    assertTemplateRefused(unknown, 40037);
    assertTemplateRefused(message(openid), 47003);
    assertTemplateRefused(withValue(openid, "amount1", "twelve"), 47003);
    assertTemplateRefused(withValue(openid, "phrase1", "六个汉字太长"), 47003);
    assertTemplateRefused(withValue(openid, "character_string1", "x".repeat(33)), 47003);
    assertTemplateRefused(withValue(openid, "thing1", ""), 47003);
    assertTemplateRefused(withValue(openid, "time1", "tomorrow"), 47003);
    control("/wechat/unfollow", Map.of("openid", openid));
    assertTemplateRefused(withValue(openid, "thing1", "tea"), 43004);
  }

  @Test
  void theSameClientMessageIdIsTakenOnce() throws Exception {
    String openid = newOpenid();
    control("/wechat/follow", Map.of("openid", openid));
    WxMpTemplateMessage message = withValue(openid, "thing1", "tea");
    message.setClientMsgId(Ids.eventId());
    assertThat(account().getTemplateMsgService().sendTemplateMsg(message)).isNotEmpty();
    assertTemplateRefused(message, 45065);
    assertThat(awaitMessages(openid, 1)).hasSize(1);
  }

  @Test
  void theDaysQuotaAndWhatTheSandboxIsToldRefuseMessages() throws Exception {
    String openid = newOpenid();
    control("/wechat/follow", Map.of("openid", openid));
    int sent = control("/wechat/templates", Map.of()).get("sentToday").asInt();
    control("/wechat/templates", Map.of("dailyQuota", sent + 1));
    control("/wechat/templates/errcodes", Map.of("errcode", 45011));

    assertTemplateRefused(withValue(openid, "thing1", "tea"), 45011);
    account().getTemplateMsgService().sendTemplateMsg(withValue(openid, "thing1", "tea"));
    assertTemplateRefused(withValue(openid, "thing1", "tea"), 45009);

    send("DELETE", "/sandbox/v1/wechat/templates", null);
    account().getTemplateMsgService().sendTemplateMsg(withValue(openid, "thing1", "tea"));
  }

  @Test
  void theReportOfAMessageComesLateAndSaysWhatTheSandboxIsTold() throws Exception {
    String openid = newOpenid();
    control("/wechat/follow", Map.of("openid", openid));
    awaitEvent(openid, 1);
    control("/wechat/templates", Map.of("report", "failed:user block", "reportDelayMillis", 1_500));
    account().getTemplateMsgService().sendTemplateMsg(withValue(openid, "thing1", "tea"));
    send("DELETE", "/sandbox/v1/wechat/templates", null);

    assertThat(PLATFORM.eventsOf(openid)).hasSize(1);
    assertThat(awaitEvent(openid, 2).getStatus()).isEqualTo("failed:user block");
    assertThat(post("/sandbox/v1/wechat/templates", Map.of("report", "lost")).status())
        .isEqualTo(400);
  }

  @Test
  void theAccountsTemplatesAreListedUntilTheyAreDeleted() throws Exception {
    List<WxMpTemplate> templates = account().getTemplateMsgService().getAllPrivateTemplate();
    assertThat(templates).hasSize(MessageScene.values().length);
    WxMpTemplate invitation =
        templates.stream()
            .filter(template -> template.getTitle().equals("消息接收人绑定通知"))
            .findFirst()
            .orElseThrow();
    assertThat(invitation.getContent()).contains("角色：{{phrase2.DATA}}");
    String openid = newOpenid();
    control("/wechat/follow", Map.of("openid", openid));

    assertThat(account().getTemplateMsgService().delPrivateTemplate(invitation.getTemplateId()))
        .isTrue();

    assertThat(account().getTemplateMsgService().getAllPrivateTemplate())
        .extracting(WxMpTemplate::getTemplateId)
        .doesNotContain(invitation.getTemplateId());
    WxMpTemplateMessage message = withValue(openid, "thing1", "tea");
    message.setTemplateId(invitation.getTemplateId());
    assertTemplateRefused(message, 40037);
    assertRefused(
        () -> account().getTemplateMsgService().delPrivateTemplate("no-such-template"), 40037);
  }

  @Test
  void aCustomerServiceMessageReachesWhoDidSomethingAndIsRefusedAsWechatRefusesIt()
      throws Exception {
    String openid = newOpenid();
    assertCustomRefused(text("not an openid", "hello"), 40003);
    assertCustomRefused(text(openid, "hello"), 45015);
    control("/wechat/follow", Map.of("openid", openid));
    assertCustomRefused(text(openid, ""), 44004);
    assertCustomRefused(text(openid, "字".repeat(683)), 45002);
    assertCustomRefused(
        WxMpKefuMessage.IMAGE().toUser(openid).mediaId("no media id!").build(), 40007);
    assertCustomRefused(WxMpKefuMessage.VOICE().toUser(openid).mediaId("m").build(), 40008);
    WxArticle article = new WxArticle();
    article.setTitle("标题");
    article.setUrl("https://a.example/");
    assertCustomRefused(
        WxMpKefuMessage.NEWS().toUser(openid).addArticle(article, article).build(), 45008);

    account().getKefuService().sendKefuMessage(text(openid, "第一行\n第二行"));
    account()
        .getKefuService()
        .sendKefuMessage(WxMpKefuMessage.NEWS().toUser(openid).addArticle(article).build());
    account()
        .getKefuService()
        .sendKefuMessage(WxMpKefuMessage.IMAGE().toUser(openid).mediaId("media-1").build());
    assertCustomRefused(text(openid, "a fourth"), 45047);

    List<JsonNode> received = awaitMessages(openid, 3);
    assertThat(received).allMatch(m -> m.get("type").asString().equals("CUSTOMER_SERVICE"));
    assertThat(received.stream().map(m -> m.get("content").asString()))
        .containsExactly("[image] media-1", "标题 https://a.example/", "第一行\n第二行");
    control("/wechat/unfollow", Map.of("openid", openid));
    assertCustomRefused(text(openid, "gone"), 45015);
  }

  @Test
  void theChatbotSaysAgainWhatItIsToldAndFails() {
    String question = "/chatbot/api.php?key=free&appid=0&msg=";
    JsonNode answer = get(question + "%E4%BD%A0%E5%A5%BD").json();
    assertThat(answer.get("result").asInt()).isZero();
    assertThat(answer.get("content").asString()).isEqualTo("您说的是：{br}你好");
    assertThat(get("/chatbot/api.php?key=paid&appid=0&msg=x").json().get("result").asInt())
        .isEqualTo(1);
    assertThat(get(question).json().get("result").asInt()).isEqualTo(2);
    assertThat(get(question + "%23error").json().get("result").asInt()).isEqualTo(3);
    control("/faults", Map.of("target", "chatbot", "kind", "error500"));
    assertThat(get(question + "x").status()).isEqualTo(500);
    assertThat(get(question + "x").status()).isEqualTo(200);
  }

  @Test
  void aForgedEventCanBeInjected() throws Exception {
    String openid = newOpenid();
    PLATFORM.answering(request -> new Platform.Answer(isSigned(request) ? 200 : 403, ""));
    control("/faults", Map.of("target", "wechat-mp-notify", "kind", "badSignature"));
    control("/wechat/follow", Map.of("openid", openid));
    List<Received> pushes = awaitPushes(openid, 2);
    assertThat(isSigned(pushes.get(0))).isFalse();
    assertThat(isSigned(pushes.get(1))).isTrue();
  }

  private void assertTemplateRefused(WxMpTemplateMessage message, int errcode) {
    assertRefused(() -> account().getTemplateMsgService().sendTemplateMsg(message), errcode);
  }

  private void assertCustomRefused(WxMpKefuMessage message, int errcode) {
    assertRefused(() -> account().getKefuService().sendKefuMessage(message), errcode);
  }

  private static WxMpKefuMessage text(String openid, String content) {
    return WxMpKefuMessage.TEXT().toUser(openid).content(content).build();
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, int errcode) {
    assertThatThrownBy(call)
        .asInstanceOf(type(WxErrorException.class))
        .satisfies(
            (Consumer<WxErrorException>)
                refusal -> assertThat(refusal.getError().getErrorCode()).isEqualTo(errcode));
  }

  private static WxMpTemplateMessage withValue(String openid, String keyword, String value) {
    return message(openid).addData(new WxMpTemplateData(keyword, value));
  }

  private static WxMpTemplateMessage message(String openid) {
    Properties templates = new Properties();
    try {
      templates.load(new StringReader(file("wechat-mp/templates.properties")));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return WxMpTemplateMessage.builder()
        .toUser(openid)
        .templateId(templates.getProperty("PAYMENT_RESULT"))
        .build();
  }

  private WxMpXmlMessage awaitEvent(String openid, int number) {
    // An event pushed again, because this machine was slow to answer, is the same event.
    String xml =
        await()
            .until(
                () -> PLATFORM.eventsOf(openid).stream().map(Received::body).distinct().toList(),
                events -> events.size() >= number)
            .get(number - 1);
    assertThat(PLATFORM.eventsOf(openid)).allMatch(this::isSigned);
    return WxMpXmlMessage.fromXml(xml);
  }

  private static List<Received> awaitPushes(String openid, int count) {
    return await().until(() -> PLATFORM.eventsOf(openid), pushes -> pushes.size() >= count);
  }

  private boolean isSigned(Received event) {
    Map<String, String> parameters = event.parameters();
    return account()
        .checkSignature(
            parameters.get("timestamp"), parameters.get("nonce"), parameters.get("signature"));
  }

  private List<JsonNode> awaitMessages(String openid, int count) {
    return await()
        .until(
            () ->
                get("/sandbox/v1/wechat/messages?openid=" + openid)
                    .json()
                    .get("messages")
                    .valueStream()
                    .toList(),
            messages -> messages.size() >= count);
  }

  private String plainToken() {
    return get("/cgi-bin/token?grant_type=client_credential&appid="
            + file("wechat-mp/app-id.txt")
            + "&secret="
            + file("wechat-mp/app-secret.txt"))
        .json()
        .get("access_token")
        .asString();
  }

  private static String newOpenid() {
    return Ids.withPrefix("o");
  }

  private WxMpService account() {
    WxMpServiceImpl service = new WxMpServiceImpl();
    service.setWxMpConfigStorage(config());
    return service;
  }

  private WxMpDefaultConfigImpl config() {
    WxMpDefaultConfigImpl config = new WxMpDefaultConfigImpl();
    config.setAppId(file("wechat-mp/app-id.txt"));
    config.setSecret(file("wechat-mp/app-secret.txt"));
    config.setToken(file("wechat-mp/token.txt"));
    config.setAesKey(file("wechat-mp/aes-key.txt"));
    config.useStableAccessToken(true);
    config.setMaxRetryTimes(1);
    config.setRetrySleepMillis(1);
    config.setHostConfig(
        WxMpHostConfig.builder().apiHost(url()).mpHost(url()).openHost(url()).build());
    return config;
  }
}
