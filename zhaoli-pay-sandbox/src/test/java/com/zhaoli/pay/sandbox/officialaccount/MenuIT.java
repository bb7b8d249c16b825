package com.zhaoli.pay.sandbox.officialaccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.sandbox.support.Platform.Received;
import com.zhaoli.pay.sandbox.support.RunningSandbox;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import me.chanjar.weixin.mp.api.WxMpService;
import me.chanjar.weixin.mp.api.impl.WxMpServiceImpl;
import me.chanjar.weixin.mp.bean.message.WxMpXmlMessage;
import me.chanjar.weixin.mp.config.WxMpHostConfig;
import me.chanjar.weixin.mp.config.impl.WxMpDefaultConfigImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The menu as WxJava sets it and as a user taps it. */
class MenuIT extends RunningSandbox {
  private WxMpService account = new WxMpServiceImpl();
  private String token = "";

  @BeforeEach
  void noMenu() throws Exception {
    account = account();
    token = account.getAccessToken();
    account.getMenuService().menuDelete();
  }

  @Test
  void whatIsSetIsShownUntilItIsDeleted() throws Exception {
    assertThat(errcode(get("/cgi-bin/menu/get?access_token=" + token))).isEqualTo(46003);

    account
        .getMenuService()
        .menuCreate(
            JSON.writeValueAsString(
                Map.of("button", List.of(click("收款", "PAY"), parent(view("官网"))))));

    JsonNode menu = get("/cgi-bin/menu/get?access_token=" + token).json();
    assertThat(menu.at("/menu/button/0/key").asString("")).isEqualTo("PAY");
    assertThat(menu.at("/menu/button/1/sub_button/0/url").asString(""))
        .isEqualTo("https://a.example/x");
    JsonNode current = get("/cgi-bin/get_current_selfmenu_info?access_token=" + token).json();
    assertThat(current.path("is_menu_open").asInt()).isEqualTo(1);
    assertThat(current.at("/selfmenu_info/button/1/sub_button/list/0/name").asString(""))
        .isEqualTo("官网");
    account.getMenuService().menuDelete();
    assertThat(account.getMenuService().menuGet()).isNull();
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(40016, List.of()),
        Arguments.of(40016, Collections.nCopies(4, click("a", "k"))),
        Arguments.of(40018, List.of(click("一二三四五六", "k"))),
        Arguments.of(40017, List.of(Map.of("name", "a"))),
        Arguments.of(40017, List.of(Map.of("name", "a", "type", "song", "key", "k"))),
        Arguments.of(40019, List.of(click("a", "k".repeat(129)))),
        Arguments.of(40020, List.of(Map.of("name", "a", "type", "view"))),
        Arguments.of(40055, List.of(Map.of("name", "a", "type", "view", "url", "nowhere"))),
        Arguments.of(40007, List.of(Map.of("name", "a", "type", "media_id"))),
        Arguments.of(40022, List.of(parent(parent(click("a", "k"))))),
        Arguments.of(
            40023, List.of(Map.of("name", "a", "sub_button", Collections.nCopies(6, view("b"))))),
        Arguments.of(40024, List.of(parent(Map.of("name", "a")))),
        Arguments.of(40025, List.of(parent(click("名".repeat(21), "k")))),
        Arguments.of(40026, List.of(parent(Map.of("name", "a", "type", "click")))),
        Arguments.of(40027, List.of(parent(Map.of("name", "a", "type", "view")))),
        Arguments.of(
            40054, List.of(parent(Map.of("name", "a", "type", "view", "url", "ftp://a.example")))));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aMenuBeyondTheLimitsIsRefusedAsWechatRefusesIt(int errcode, List<Object> buttons) {
    assertThat(errcode(call("create", Map.of("button", buttons)))).isEqualTo(errcode);
    assertThat(errcode(get("/cgi-bin/menu/get?access_token=" + token))).isEqualTo(46003);
  }

  @Test
  void conditionalMenusAreTakenByTagAndPhoneOnly() {
    List<Object> buttons = List.of(view("a"));
    assertThat(add(buttons, Map.of("tag_id", "2"))).isEqualTo(65303);
    assertThat(errcode(call("create", Map.of("button", buttons)))).isZero();

    assertThat(add(buttons, Map.of())).isEqualTo(65304);
    assertThat(add(buttons, Map.of("sex", "1", "tag_id", "2"))).isEqualTo(65320);
    assertThat(add(List.of(), Map.of("tag_id", "2"))).isEqualTo(65307);
    for (String host : List.of("b", "c", "d")) {
      assertThat(add(List.of(view("a", host)), Map.of("tag_id", "2"))).isZero();
    }
    assertThat(add(List.of(view("a", "e")), Map.of("tag_id", "2"))).isEqualTo(65316);
    assertThat(errcode(call("delconditional", Map.of("menuid", "1")))).isEqualTo(65301);
  }

  @Test
  void theNewestMenuThatMatchesIsSeen() throws Exception {
    String openid = follower();
    call("create", Map.of("button", List.of(click("默认", "DEFAULT"))));
    assertThat(add(List.of(click("标签", "TAG")), Map.of("tag_id", "7"))).isZero();
    assertThat(add(List.of(click("苹果", "IOS")), Map.of("client_platform_type", "1"))).isZero();

    assertThat(keySeenBy(openid)).isEqualTo("DEFAULT");
    control("/wechat/client", Map.of("openid", openid, "clientPlatformType", "2", "tagId", "7"));
    assertThat(keySeenBy(openid)).isEqualTo("TAG");
    control("/wechat/client", Map.of("openid", openid, "clientPlatformType", "1", "tagId", "7"));
    assertThat(keySeenBy(openid)).isEqualTo("IOS");
    assertThat(account.getMenuService().menuTryMatch(openid).getButtons().get(0).getKey())
        .isEqualTo("IOS");
    assertThat(errcode(call("trymatch", Map.of("user_id", "nobody")))).isEqualTo(65302);
  }

  @Test
  void aTapIsPushedAsTheEventOfItsButton() {
    String openid = follower();
    call("create", Map.of("button", List.of(click("收款", "PAY"), parent(view("官网"), scan()))));

    assertThat(tap(openid, 0, null).path("event").asString("")).isEqualTo("CLICK");
    WxMpXmlMessage click = awaitEvent(openid, "CLICK");
    assertThat(click.getEventKey()).isEqualTo("PAY");

    tap(openid, 1, 0);
    WxMpXmlMessage view = awaitEvent(openid, "VIEW");
    assertThat(view.getEventKey()).isEqualTo("https://a.example/x");
    assertThat(view.getMenuId()).isPositive();

    tap(openid, 1, 1);
    assertThat(awaitEvent(openid, "scancode_waitmsg").getScanCodeInfo().getScanResult())
        .isEqualTo("sandbox");
    assertThat(post("/sandbox/v1/wechat/menu/tap", tapOf(openid, 1, null)).status()).isEqualTo(409);
    assertThat(post("/sandbox/v1/wechat/menu/tap", tapOf(openid, 2, null)).status()).isEqualTo(404);
    assertThat(post("/sandbox/v1/wechat/menu/tap", tapOf("stranger", 0, null)).status())
        .isEqualTo(409);
  }

  @Test
  void aClickAllowsThreeMessagesAndAPictureButtonNone() {
    String openid = follower();
    Map<String, Object> picture = Map.of("type", "pic_weixin", "name", "发图", "key", "PICTURE");
    call("create", Map.of("button", List.of(click("收款", "PAY"), picture)));
    for (int i = 0; i < 3; i++) {
      assertThat(say(openid)).isZero();
    }

    tap(openid, 1, null);
    assertThat(say(openid)).isEqualTo(45047);
    tap(openid, 0, null);

    for (int i = 0; i < 3; i++) {
      assertThat(say(openid)).isZero();
    }
    assertThat(say(openid)).isEqualTo(45047);
  }

  /** Sends a customer-service message; answers the errcode. */
  private int say(String openid) {
    return errcode(
        post(
            "/cgi-bin/message/custom/send?access_token=" + token,
            Map.of("touser", openid, "msgtype", "text", "text", Map.of("content", "好"))));
  }

  private JsonNode tap(String openid, int button, @Nullable Integer below) {
    return control("/wechat/menu/tap", tapOf(openid, button, below));
  }

  private static Map<String, Object> tapOf(String openid, int button, @Nullable Integer below) {
    Map<String, Object> tap = new HashMap<>(Map.of("openid", openid, "button", button));
    if (below != null) {
      tap.put("below", below);
    }
    return tap;
  }

  private String follower() {
    String openid = Ids.withPrefix("o");
    control("/wechat/follow", Map.of("openid", openid));
    return openid;
  }

  private String keySeenBy(String openid) {
    return get("/sandbox/v1/wechat/menu?openid=" + openid).json().at("/buttons/0/key").asString("");
  }

  private WxMpXmlMessage awaitEvent(String openid, String event) {
    return await()
        .until(
            () ->
                PLATFORM.eventsOf(openid).stream()
                    .map(Received::body)
                    .map(WxMpXmlMessage::fromXml)
                    .filter(message -> event.equals(message.getEvent()))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private int add(List<?> buttons, Map<String, String> rule) {
    return errcode(call("addconditional", Map.of("button", buttons, "matchrule", rule)));
  }

  private Answer call(String call, Map<String, ?> body) {
    return post("/cgi-bin/menu/" + call + "?access_token=" + token, body);
  }

  private static int errcode(Answer answer) {
    return answer.json().path("errcode").asInt(0);
  }

  private static Map<String, Object> click(String name, String key) {
    return Map.of("type", "click", "name", name, "key", key);
  }

  private static Map<String, Object> view(String name) {
    return view(name, "a");
  }

  private static Map<String, Object> view(String name, String host) {
    return Map.of("type", "view", "name", name, "url", "https://" + host + ".example/x");
  }

  private static Map<String, Object> scan() {
    return Map.of("type", "scancode_waitmsg", "name", "扫一扫", "key", "SCAN");
  }

  private static Map<String, Object> parent(Object... below) {
    return Map.of("name", "更多", "sub_button", List.of(below));
  }

  private WxMpService account() {
    WxMpServiceImpl service = new WxMpServiceImpl();
    WxMpDefaultConfigImpl config = new WxMpDefaultConfigImpl();
    config.setAppId(file("wechat-mp/app-id.txt"));
    config.setSecret(file("wechat-mp/app-secret.txt"));
    config.useStableAccessToken(true);
    config.setHostConfig(
        WxMpHostConfig.builder().apiHost(url()).mpHost(url()).openHost(url()).build());
    service.setWxMpConfigStorage(config);
    return service;
  }
}
