package com.zhaoli.pay.wechat.follower;

import com.zhaoli.pay.wechat.account.OfficialAccount;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.account.Openids;
import com.zhaoli.pay.wechat.account.WechatCalls;
import com.zhaoli.pay.wechat.account.WechatRefusal;
import com.zhaoli.pay.wechat.account.WechatSilence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import me.chanjar.weixin.mp.enums.WxMpApiUrl.User;
import me.chanjar.weixin.mp.enums.WxMpApiUrl.UserBlacklist;
import me.chanjar.weixin.mp.enums.WxMpApiUrl.UserTag;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** WeChat's calls about followers and tags. */
@Component
class WechatFollowers {
  /** How many followers one call of batchget tells of. */
  static final int ASKED_AT_ONCE = 100;

  private final WechatCalls calls;
  private final OfficialAccounts accounts;
  private final JsonMapper json;

  WechatFollowers(WechatCalls calls, OfficialAccounts accounts, JsonMapper json) {
    this.calls = calls;
    this.accounts = accounts;
    this.json = json;
  }

  /**
   * A part of a list.
   *
   * @param total how many there are in all
   */
  record Page(int total, List<String> openids) {}

  /** Followers behind this one, at most 10,000; from the beginning without one. */
  Page followers(String appId, String after) throws WechatRefusal, WechatSilence {
    return page(calls.get(accountOf(appId), User.USER_GET_URL, "next_openid=" + after));
  }

  /** The block list behind this one, at most 10,000; from the beginning without one. */
  Page blocked(String appId, String after) throws WechatRefusal, WechatSilence {
    return page(
        calls.post(
            accountOf(appId), UserBlacklist.GETBLACKLIST, body(Map.of("begin_openid", after))));
  }

  /** What WeChat knows of these, at most {@link #ASKED_AT_ONCE}. */
  List<ToldFollower> told(String appId, List<String> openids) throws WechatRefusal, WechatSilence {
    List<Map<String, String>> asked =
        openids.stream().map(openid -> Map.of("openid", openid, "lang", "zh_CN")).toList();
    JsonNode answer =
        calls.post(
            accountOf(appId), User.USER_INFO_BATCH_GET_URL, body(Map.of("user_list", asked)));
    JsonNode list = answer.path("user_info_list");
    if (!list.isArray()) {
      throw new WechatSilence("the answer has no user_info_list");
    }
    List<ToldFollower> told = new ArrayList<>();
    for (JsonNode one : list) {
      if (openids.contains(one.path("openid").asString(""))) {
        told.add(told(one));
      }
    }
    return told;
  }

  /** The account's tags, WeChat's own among them. */
  List<TagBO> tags(String appId, Instant at) throws WechatRefusal, WechatSilence {
    JsonNode tags = calls.get(accountOf(appId), UserTag.TAGS_GET, null).path("tags");
    if (!tags.isArray()) {
      throw new WechatSilence("the answer has no tags");
    }
    return StreamSupport.stream(tags.spliterator(), false)
        .map(
            tag ->
                new TagBO(
                    tag.path("id").asInt(),
                    cut(tag.path("name").asString("")),
                    tag.path("count").asInt(),
                    at))
        .toList();
  }

  /** A new tag's number. */
  int createTag(String appId, String name) throws WechatRefusal, WechatSilence {
    JsonNode id =
        calls
            .post(accountOf(appId), UserTag.TAGS_CREATE, body(Map.of("tag", Map.of("name", name))))
            .at("/tag/id");
    if (!id.isInt()) {
      throw new WechatSilence("the answer has no tag");
    }
    return id.asInt();
  }

  void renameTag(String appId, int tagId, String name) throws WechatRefusal, WechatSilence {
    calls.change(
        accountOf(appId),
        UserTag.TAGS_UPDATE,
        body(Map.of("tag", Map.of("id", tagId, "name", name))));
  }

  void deleteTag(String appId, int tagId) throws WechatRefusal, WechatSilence {
    calls.change(accountOf(appId), UserTag.TAGS_DELETE, body(Map.of("tag", Map.of("id", tagId))));
  }

  void tag(String appId, int tagId, List<String> openids) throws WechatRefusal, WechatSilence {
    calls.change(
        accountOf(appId),
        UserTag.TAGS_MEMBERS_BATCHTAGGING,
        body(Map.of("openid_list", openids, "tagid", tagId)));
  }

  void untag(String appId, int tagId, List<String> openids) throws WechatRefusal, WechatSilence {
    calls.change(
        accountOf(appId),
        UserTag.TAGS_MEMBERS_BATCHUNTAGGING,
        body(Map.of("openid_list", openids, "tagid", tagId)));
  }

  void remark(String appId, String openid, String remark) throws WechatRefusal, WechatSilence {
    calls.change(
        accountOf(appId),
        User.USER_INFO_UPDATE_REMARK_URL,
        body(Map.of("openid", openid, "remark", remark)));
  }

  void block(String appId, List<String> openids) throws WechatRefusal, WechatSilence {
    calls.change(
        accountOf(appId), UserBlacklist.BATCHBLACKLIST, body(Map.of("openid_list", openids)));
  }

  void unblock(String appId, List<String> openids) throws WechatRefusal, WechatSilence {
    calls.change(
        accountOf(appId), UserBlacklist.BATCHUNBLACKLIST, body(Map.of("openid_list", openids)));
  }

  private OfficialAccount accountOf(String appId) {
    return accounts.require(appId);
  }

  private String body(Map<String, ?> body) {
    return json.writeValueAsString(body);
  }

  private static Page page(JsonNode answer) throws WechatSilence {
    if (!answer.path("count").isInt()) {
      throw new WechatSilence("the answer has no count");
    }
    List<String> openids = new ArrayList<>();
    for (JsonNode openid : answer.at("/data/openid")) {
      if (!Openids.isOpenid(openid.asString(""))) {
        throw new WechatSilence("the list has something that is no openid");
      }
      openids.add(openid.asString());
    }
    return new Page(answer.path("total").asInt(), openids);
  }

  private static ToldFollower told(JsonNode one) {
    List<Integer> tagIds = new ArrayList<>();
    one.path("tagid_list").forEach(tag -> tagIds.add(tag.asInt()));
    String text = one.path("qr_scene_str").asString("");
    String number = one.path("qr_scene").asString("");
    return new ToldFollower(
        one.path("openid").asString(),
        one.path("subscribe").asInt() == 1,
        nullIfEmpty(one.path("unionid").asString("")),
        Instant.ofEpochSecond(one.path("subscribe_time").asLong(0)),
        nullIfEmpty(one.path("subscribe_scene").asString("")),
        nullIfEmpty(text.isEmpty() && !number.equals("0") ? number : text),
        cut(one.path("remark").asString("")),
        List.copyOf(tagIds));
  }

  /** What WeChat gives longer than our column is cut rather than refused. */
  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= 64
        ? text
        : text.substring(0, text.offsetByCodePoints(0, 64));
  }

  private static @Nullable String nullIfEmpty(String text) {
    return text.isEmpty() || text.length() > 64 ? null : text;
  }
}
