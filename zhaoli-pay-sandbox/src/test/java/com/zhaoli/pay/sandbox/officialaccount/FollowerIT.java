package com.zhaoli.pay.sandbox.officialaccount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.sandbox.support.RunningSandbox;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.mp.api.WxMpService;
import me.chanjar.weixin.mp.api.impl.WxMpServiceImpl;
import me.chanjar.weixin.mp.bean.result.WxMpUser;
import me.chanjar.weixin.mp.bean.result.WxMpUserList;
import me.chanjar.weixin.mp.bean.tag.WxUserTag;
import me.chanjar.weixin.mp.config.WxMpHostConfig;
import me.chanjar.weixin.mp.config.impl.WxMpDefaultConfigImpl;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Followers and tags as WxJava deals with them. */
class FollowerIT extends RunningSandbox {
  private static final String MADE = "o_it_";

  private WxMpService account = new WxMpServiceImpl();

  @BeforeEach
  void withoutTags() throws Exception {
    account = account();
    for (WxUserTag tag : account.getUserTagService().tagGet()) {
      if (tag.getId() > 2) {
        account.getUserTagService().tagDelete(tag.getId());
      }
    }
  }

  @AfterEach
  void forget() {
    send("DELETE", "/sandbox/v1/wechat/followers?prefix=" + MADE, null);
  }

  @Test
  void allFollowersAreReadInPagesOfTenThousand() throws Exception {
    control("/wechat/followers", Map.of("count", 20_500, "prefix", MADE));

    List<String> read = new ArrayList<>();
    String next = null;
    WxMpUserList page;
    do {
      page = account.getUserService().userList(next);
      assertThat(page.getOpenids().size()).isLessThanOrEqualTo(10_000);
      read.addAll(page.getOpenids());
      next = page.getNextOpenid();
    } while (page.getCount() > 0);

    assertThat(read).doesNotHaveDuplicates().contains(MADE + "000001", MADE + "020500");
    assertThat(read.size()).isEqualTo((int) page.getTotal()).isGreaterThanOrEqualTo(20_500);
    refused(40003, () -> account.getUserService().userList("nobody"));
    assertThat(
            control("/wechat/followers", Map.of("count", 20_500, "prefix", MADE))
                .path("changed")
                .asInt())
        .isZero();
  }

  @Test
  void aFollowerIsToldOfWithoutNameAndPicture() throws Exception {
    String openid = follower();
    account.getUserService().userUpdateRemark(openid, "朝阳店");

    WxMpUser user = account.getUserService().userInfo(openid);
    assertThat(user.getSubscribe()).isTrue();
    assertThat(user.getRemark()).isEqualTo("朝阳店");
    assertThat(user.getSubscribeScene()).isEqualTo("ADD_SCENE_SEARCH");
    assertThat(user.getSubscribeTime()).isPositive();
    String told =
        get("/cgi-bin/user/info?openid=" + openid + "&access_token=" + account.getAccessToken())
            .text();
    assertThat(told).contains(openid).doesNotContain("nickname", "headimgurl");
    List<WxMpUser> two = account.getUserService().userInfoList(List.of(openid, "stranger"));
    assertThat(two).extracting(WxMpUser::getSubscribe).containsExactly(true, false);

    control("/wechat/unfollow", Map.of("openid", openid));
    assertThat(account.getUserService().userInfo(openid).getSubscribe()).isFalse();
    refused(40003, () -> account.getUserService().userUpdateRemark(openid, "a"));
    refused(
        40032, () -> account.getUserService().userInfoList(Collections.nCopies(101, "stranger")));
    refused(40003, () -> account.getUserService().userInfo("no:openid"));
  }

  @Test
  void tagsAreMadeWithinTheLimits() throws Exception {
    WxUserTag tag = account.getUserTagService().tagCreate("重点");
    assertThat(tag.getId()).isGreaterThanOrEqualTo(100);
    refused(45157, () -> account.getUserTagService().tagCreate("重点"));
    refused(45157, () -> account.getUserTagService().tagCreate("星标组"));
    refused(45158, () -> account.getUserTagService().tagCreate("字".repeat(31)));

    account.getUserTagService().tagUpdate(tag.getId(), "一般");
    assertThat(account.getUserTagService().tagGet())
        .extracting(WxUserTag::getName)
        .containsExactly("星标组", "一般");
    for (long wechats : new long[] {0, 1, 2}) {
      refused(45058, () -> account.getUserTagService().tagUpdate(wechats, "a"));
      refused(45058, () -> account.getUserTagService().tagDelete(wechats));
    }
    refused(45159, () -> account.getUserTagService().tagDelete(999L));

    for (int i = 1; i < 100; i++) {
      account.getUserTagService().tagCreate("t" + i);
    }
    refused(45056, () -> account.getUserTagService().tagCreate("one more"));
    account.getUserTagService().tagDelete(tag.getId());
    account.getUserTagService().tagCreate("one more");
  }

  @Test
  void whoIsStarredIsCountedAtWechatsOwnTag() throws Exception {
    String openid = follower();

    tag(2, List.of(openid));

    WxUserTag starred = account.getUserTagService().tagGet().get(0);
    assertThat(starred.getId()).isEqualTo(2);
    assertThat(starred.getName()).isEqualTo("星标组");
    assertThat(starred.getCount()).isEqualTo(1);
    refused(45159, () -> tag(0, List.of(openid)));
    account.getUserTagService().batchUntagging(2L, new String[] {openid});
    assertThat(account.getUserTagService().tagGet().get(0).getCount()).isZero();
  }

  @Test
  void followersAreTaggedFiftyAtATimeAndHaveTwentyTagsAtMost() throws Exception {
    control("/wechat/followers", Map.of("count", 51, "prefix", MADE));
    List<String> openids =
        IntStream.rangeClosed(1, 51).mapToObj(i -> MADE + "%06d".formatted(i)).toList();
    long id = account.getUserTagService().tagCreate("活动").getId();

    refused(40032, () -> tag(id, openids));
    tag(id, openids.subList(0, 50));

    assertThat(account.getUserTagService().userTagList(openids.get(0))).containsExactly(id);
    assertThat(account.getUserTagService().tagListUser(id, "").getCount()).isEqualTo(50);
    assertThat(account.getUserTagService().tagGet().get(1).getCount()).isEqualTo(50);
    refused(40003, () -> tag(id, List.of(openids.get(0), "stranger")));
    refused(45159, () -> tag(999, openids.subList(0, 1)));
    for (int i = 1; i < 20; i++) {
      tag(account.getUserTagService().tagCreate("t" + i).getId(), openids.subList(0, 1));
    }
    long last = account.getUserTagService().tagCreate("t20").getId();
    refused(45059, () -> tag(last, openids.subList(0, 1)));

    account.getUserTagService().batchUntagging(id, openids.subList(0, 1).toArray(String[]::new));
    tag(last, openids.subList(0, 1));
    account.getUserTagService().tagDelete(id);
    assertThat(account.getUserTagService().userTagList(openids.get(1))).isEmpty();
  }

  @Test
  void theBlockListTakesTwentyAtATime() throws Exception {
    control("/wechat/followers", Map.of("count", 21, "prefix", MADE));
    List<String> openids =
        IntStream.rangeClosed(1, 21).mapToObj(i -> MADE + "%06d".formatted(i)).toList();

    refused(40032, () -> account.getBlackListService().pushToBlacklist(openids));
    account.getBlackListService().pushToBlacklist(openids.subList(0, 20));
    assertThat(account.getBlackListService().getBlacklist("").getOpenidList())
        .containsExactlyElementsOf(openids.subList(0, 20));
    account.getBlackListService().pullFromBlacklist(openids.subList(1, 20));

    assertThat(account.getBlackListService().getBlacklist("").getCount()).isEqualTo(1);
    assertThat(account.getUserService().userList(null).getOpenids()).contains(openids.get(0));
    refused(40003, () -> account.getBlackListService().pushToBlacklist(List.of("stranger")));
  }

  @Test
  void theTagThatWasGivenLastDecidesWhichMenuIsSeen() throws Exception {
    String openid = follower();
    long id = account.getUserTagService().tagCreate("贵宾").getId();
    String button = "{\"type\":\"click\",\"name\":\"%1$s\",\"key\":\"%1$s\"}";
    String token = account.getAccessToken();
    post(
        "/cgi-bin/menu/create?access_token=" + token,
        Map.of("button", List.of(JSON.readValue(button.formatted("ALL"), Map.class))));
    post(
        "/cgi-bin/menu/addconditional?access_token=" + token,
        Map.of(
            "button",
            List.of(JSON.readValue(button.formatted("VIP"), Map.class)),
            "matchrule",
            Map.of("tag_id", String.valueOf(id))));

    assertThat(keySeenBy(openid)).isEqualTo("ALL");
    tag(id, List.of(openid));
    assertThat(keySeenBy(openid)).isEqualTo("VIP");
    account.getMenuService().menuDelete();
  }

  private String keySeenBy(String openid) {
    JsonNode menu = get("/sandbox/v1/wechat/menu?openid=" + openid).json();
    return menu.at("/buttons/0/key").asString("");
  }

  private void tag(long id, List<String> openids) throws WxErrorException {
    account.getUserTagService().batchTagging(id, openids.toArray(String[]::new));
  }

  private String follower() {
    String openid = Ids.withPrefix("o");
    control("/wechat/follow", Map.of("openid", openid));
    return openid;
  }

  private static void refused(int errcode, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            WxErrorException.class,
            e -> assertThat(e.getError().getErrorCode()).isEqualTo(errcode));
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
