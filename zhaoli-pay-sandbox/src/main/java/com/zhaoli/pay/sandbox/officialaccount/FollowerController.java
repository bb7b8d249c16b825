package com.zhaoli.pay.sandbox.officialaccount;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The calls about followers and tags. Refusals are HTTP 200 with an errcode, as WeChat's are. Like
 * WeChat, it tells no nickname and no picture.
 */
@RestController
@RequestMapping("/cgi-bin")
final class FollowerController {
  private static final Logger log = LoggerFactory.getLogger(FollowerController.class);
  private static final int PAGE = 10_000;
  private static final int MAX_ASKED = 100;
  private static final int MAX_REMARK = 30;

  private final OfficialAccounts accounts;
  private final JsonMapper json;

  FollowerController(OfficialAccounts accounts, JsonMapper json) {
    this.accounts = accounts;
    this.json = json.rebuild().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  }

  private record BatchGet(@Nullable List<Asked> userList) {
    record Asked(@Nullable String openid) {}
  }

  private record Remark(@Nullable String openid, @Nullable String remark) {}

  private record TagBody(@Nullable Given tag) {
    record Given(@Nullable Integer id, @Nullable String name) {}

    @Nullable Integer id() {
      return tag == null ? null : tag.id();
    }

    @Nullable String name() {
      return tag == null ? null : tag.name();
    }
  }

  private record Members(@Nullable List<String> openidList, @Nullable Integer tagid) {}

  private record OfTag(@Nullable Integer tagid, @Nullable String nextOpenid) {}

  private record OfFollower(@Nullable String openid) {}

  private record Blacklist(@Nullable String beginOpenid) {}

  @GetMapping("/user/get")
  Map<String, Object> followers(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestParam(name = "next_openid", required = false) @Nullable String nextOpenid) {
    Followers followers = accounts.calledWith(accessToken).followers();
    return page(followers, Follower::follows, nextOpenid, true);
  }

  @GetMapping("/user/info")
  Map<String, Object> one(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestParam(required = false) @Nullable String openid) {
    Followers followers = accounts.calledWith(accessToken).followers();
    return told(followers, openid);
  }

  @PostMapping("/user/info/batchget")
  Map<String, Object> several(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestBody byte[] body) {
    Followers followers = accounts.calledWith(accessToken).followers();
    List<BatchGet.Asked> asked =
        Objects.requireNonNullElse(read(body, BatchGet.class).userList(), List.of());
    if (asked.isEmpty() || asked.size() > MAX_ASKED) {
      throw new WechatError(40032, "invalid openid list size");
    }
    return Map.of(
        "user_info_list", asked.stream().map(one -> told(followers, one.openid())).toList());
  }

  @PostMapping("/user/info/updateremark")
  Map<String, Object> remark(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestBody byte[] body) {
    Followers followers = accounts.calledWith(accessToken).followers();
    Remark request = read(body, Remark.class);
    String remark = Objects.requireNonNullElse(request.remark(), "");
    if (remark.codePointCount(0, remark.length()) > MAX_REMARK) {
      throw new WechatError(40035, "invalid parameter: remark too long");
    }
    followers.change(
        followers.following(request.openid()).openid(), known -> known.remarked(remark));
    return WechatJson.ok();
  }

  @PostMapping("/tags/create")
  Map<String, Object> createTag(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestBody byte[] body) {
    Tags tags = accounts.calledWith(accessToken).tags();
    Tags.Tag tag = tags.create(read(body, TagBody.class).name());
    return Map.of("tag", Map.of("id", tag.id(), "name", tag.name()));
  }

  @GetMapping("/tags/get")
  Map<String, Object> tags(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken) {
    Tags tags = accounts.calledWith(accessToken).tags();
    return Map.of("tags", tags.all());
  }

  @PostMapping("/tags/update")
  Map<String, Object> renameTag(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestBody byte[] body) {
    Tags tags = accounts.calledWith(accessToken).tags();
    TagBody request = read(body, TagBody.class);
    tags.rename(request.id(), request.name());
    return WechatJson.ok();
  }

  @PostMapping("/tags/delete")
  Map<String, Object> deleteTag(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestBody byte[] body) {
    Tags tags = accounts.calledWith(accessToken).tags();
    tags.delete(read(body, TagBody.class).id());
    return WechatJson.ok();
  }

  @PostMapping("/user/tag/get")
  Map<String, Object> followersOfTag(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestBody byte[] body) {
    OfficialAccount account = accounts.calledWith(accessToken);
    OfTag request = read(body, OfTag.class);
    int tagId = account.tags().existing(request.tagid());
    return page(
        account.followers(),
        follower -> follower.tags().contains(tagId),
        request.nextOpenid(),
        false);
  }

  @PostMapping("/tags/members/batchtagging")
  Map<String, Object> tag(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestBody byte[] body) {
    Tags tags = accounts.calledWith(accessToken).tags();
    Members request = read(body, Members.class);
    tags.tag(request.openidList(), request.tagid());
    return WechatJson.ok();
  }

  @PostMapping("/tags/members/batchuntagging")
  Map<String, Object> untag(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestBody byte[] body) {
    Tags tags = accounts.calledWith(accessToken).tags();
    Members request = read(body, Members.class);
    tags.untag(request.openidList(), request.tagid());
    return WechatJson.ok();
  }

  @PostMapping("/tags/getidlist")
  Map<String, Object> tagsOfFollower(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestBody byte[] body) {
    Followers followers = accounts.calledWith(accessToken).followers();
    return Map.of("tagid_list", followers.following(read(body, OfFollower.class).openid()).tags());
  }

  @PostMapping("/tags/members/getblacklist")
  Map<String, Object> blacklist(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestBody byte[] body) {
    Followers followers = accounts.calledWith(accessToken).followers();
    return page(followers, Follower::onBlockList, read(body, Blacklist.class).beginOpenid(), true);
  }

  @PostMapping("/tags/members/batchblacklist")
  Map<String, Object> block(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestBody byte[] body) {
    Tags tags = accounts.calledWith(accessToken).tags();
    tags.block(read(body, Members.class).openidList(), true);
    return WechatJson.ok();
  }

  @PostMapping("/tags/members/batchunblacklist")
  Map<String, Object> unblock(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestBody byte[] body) {
    Tags tags = accounts.calledWith(accessToken).tags();
    tags.block(read(body, Members.class).openidList(), false);
    return WechatJson.ok();
  }

  @ExceptionHandler
  Map<String, Object> refused(WechatError refusal) {
    log.info("Follower call refused: {} {}", refusal.errcode(), refusal.getMessage());
    return WechatJson.refusal(refusal);
  }

  /** Those behind this user, in the order in which they came. */
  private static Map<String, Object> page(
      Followers followers, Predicate<Follower> filter, @Nullable String after, boolean counted) {
    List<Follower> all = followers.all();
    int from = 0;
    if (after != null && !after.isEmpty()) {
      while (from < all.size() && !all.get(from).openid().equals(after)) {
        from++;
      }
      if (from == all.size()) {
        throw new WechatError(40003, "invalid openid");
      }
      from++;
    }
    List<String> page =
        all.subList(from, all.size()).stream()
            .filter(filter)
            .limit(PAGE)
            .map(Follower::openid)
            .toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    if (counted) {
      answer.put("total", all.stream().filter(filter).count());
    }
    answer.put("count", page.size());
    if (!page.isEmpty()) {
      answer.put("data", Map.of("openid", page));
    }
    answer.put("next_openid", page.isEmpty() ? "" : page.get(page.size() - 1));
    return answer;
  }

  private static Map<String, Object> told(Followers followers, @Nullable String openid) {
    if (openid == null || !Followers.isOpenid(openid)) {
      throw new WechatError(40003, "invalid openid");
    }
    Map<String, Object> told = new LinkedHashMap<>();
    Follower follower = followers.find(openid).filter(Follower::follows).orElse(null);
    told.put("subscribe", follower == null ? 0 : 1);
    told.put("openid", openid);
    if (follower == null) {
      told.put("tagid_list", List.of());
      return told;
    }
    told.put("language", "zh_CN");
    told.put("subscribe_time", follower.since().getEpochSecond());
    told.put("remark", Objects.requireNonNullElse(follower.remark(), ""));
    told.put("groupid", 0);
    told.put("tagid_list", follower.tags());
    told.put(
        "subscribe_scene", follower.scene() == null ? "ADD_SCENE_SEARCH" : "ADD_SCENE_QR_CODE");
    told.put("qr_scene", 0);
    told.put("qr_scene_str", Objects.requireNonNullElse(follower.scene(), ""));
    return told;
  }

  private <T> T read(byte[] body, Class<T> type) {
    return WechatJson.read(json, body, type);
  }
}
