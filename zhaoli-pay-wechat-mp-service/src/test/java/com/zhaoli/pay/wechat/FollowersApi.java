package com.zhaoli.pay.wechat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** WeChat's calls about followers and tags; what happens to the next can be told to it. */
final class FollowersApi {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PAGE = 10_000;
  private static final int MOST_TAGS = 20;
  private static final Pattern NEXT = Pattern.compile("next_openid=([^&]*)");
  private static final List<String> CALLS =
      List.of(
          "user/get",
          "user/info/batchget",
          "user/info/updateremark",
          "tags/create",
          "tags/get",
          "tags/update",
          "tags/delete",
          "tags/members/batchuntagging",
          "tags/members/getblacklist",
          "tags/members/batchblacklist",
          "tags/members/batchunblacklist");

  /** A user as WeChat knows one. */
  static final class User {
    final String openid;
    long since;

    /** Follows, but the list leaves the user out. */
    boolean unlisted;

    String remark = "";
    String scene = "ADD_SCENE_QR_CODE";
    final Set<Integer> tags = new TreeSet<>();

    User(String openid, long since) {
      this.openid = openid;
      this.since = since;
    }
  }

  /** A call with its body; of user/get, the openid it goes on at. */
  record Call(String name, JsonNode body) {
    int size() {
      return body.path("openid_list").size() + body.path("user_list").size();
    }
  }

  final List<Call> calls = new CopyOnWriteArrayList<>();

  private final Map<String, Queue<Integer>> nextErrcodes = new ConcurrentHashMap<>();

  /** How many of the next calls of a name take effect and are never answered. */
  final Queue<String> lostAnswers = new ConcurrentLinkedQueue<>();

  /** Sees each call before it is answered. */
  volatile Consumer<Call> before = call -> {};

  private final WechatApi.TokenCheck tokens;
  private final TreeMap<String, User> users = new TreeMap<>();
  private final Set<String> blocked = new TreeSet<>();
  private final TreeMap<Integer, String> tags = new TreeMap<>();
  private int tagIds = 100;

  FollowersApi(WechatApi api, WechatApi.TokenCheck tokens) {
    this.tokens = tokens;
    for (String call : CALLS) {
      HttpHandler handler = exchange -> answer(call, exchange);
      api.on("/cgi-bin/" + call, handler);
    }
    reset();
  }

  synchronized void reset() {
    users.clear();
    blocked.clear();
    tags.clear();
    tags.put(2, "星标组");
    calls.clear();
    nextErrcodes.clear();
    lostAnswers.clear();
    before = call -> {};
  }

  synchronized User follow(String openid, long since) {
    return users.computeIfAbsent(openid, id -> new User(id, since));
  }

  synchronized void leave(String openid) {
    users.remove(openid);
  }

  synchronized void block(String openid) {
    blocked.add(openid);
  }

  synchronized Map<Integer, String> tags() {
    return Map.copyOf(tags);
  }

  synchronized int newTag(String name) {
    tags.put(++tagIds, name);
    return tagIds;
  }

  /** Errcodes of the next calls of a name; 0 lets one pass. */
  Queue<Integer> errcodesOf(String name) {
    return nextErrcodes.computeIfAbsent(name, id -> new ConcurrentLinkedQueue<>());
  }

  List<Call> callsOf(String name) {
    return calls.stream().filter(call -> call.name().equals(name)).toList();
  }

  synchronized boolean hasUsers() {
    return !users.isEmpty();
  }

  /** Answers a call of this name. */
  void answer(String name, HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (tokens.refuses(exchange)) {
      return;
    }
    Call call =
        new Call(
            name,
            body.length == 0
                ? JSON.createObjectNode().put("next_openid", nextOf(exchange))
                : JSON.readTree(body));
    calls.add(call);
    before.accept(call);
    Integer errcode = errcodesOf(name).poll();
    String answer = errcode != null && errcode != 0 ? errcode(errcode) : effect(name, call.body());
    if (name.equals(lostAnswers.peek())) {
      lostAnswers.poll();
      exchange.close();
    } else {
      HttpSide.answer(exchange, 200, answer);
    }
  }

  private static String nextOf(HttpExchange exchange) {
    Matcher matcher = NEXT.matcher(exchange.getRequestURI().getQuery());
    return matcher.find() ? matcher.group(1) : "";
  }

  private synchronized String effect(String name, JsonNode body) {
    return switch (name) {
      case "user/get" -> {
        List<String> listed =
            users.values().stream()
                .filter(user -> !user.unlisted)
                .map(user -> user.openid)
                .toList();
        yield page(listed, body.path("next_openid").asString(""));
      }
      case "user/info/batchget" -> told(body);
      case "tags/members/getblacklist" ->
          page(List.copyOf(blocked), body.path("begin_openid").asString(""));
      case "user/info/updateremark" -> {
        User user = users.get(body.path("openid").asString(""));
        if (user == null) {
          yield errcode(40003);
        }
        user.remark = body.path("remark").asString("");
        yield errcode(0);
      }
      case "tags/get" -> {
        List<Map<String, Object>> all = new ArrayList<>();
        tags.forEach((id, tag) -> all.add(Map.of("id", id, "name", tag, "count", countOf(id))));
        yield JSON.writeValueAsString(Map.of("tags", all));
      }
      case "tags/create" -> {
        String tag = body.at("/tag/name").asString("");
        if (tags.containsValue(tag)) {
          yield errcode(45157);
        }
        int id = newTag(tag);
        yield JSON.writeValueAsString(Map.of("tag", Map.of("id", id, "name", tag)));
      }
      case "tags/update" -> {
        int id = body.at("/tag/id").asInt();
        yield errcode(tags.replace(id, body.at("/tag/name").asString("")) == null ? 45159 : 0);
      }
      case "tags/delete" -> {
        int id = body.at("/tag/id").asInt();
        users.values().forEach(user -> user.tags.remove(id));
        yield errcode(tags.remove(id) == null ? 45159 : 0);
      }
      default -> many(name, body);
    };
  }

  private String many(String name, JsonNode body) {
    List<String> openids = new ArrayList<>();
    body.path("openid_list").forEach(openid -> openids.add(openid.asString("")));
    boolean blocking = name.contains("blacklist");
    if (openids.size() > (blocking ? 20 : 50)) {
      return errcode(40032);
    }
    if (!users.keySet().containsAll(openids)) {
      return errcode(40003);
    }
    int tagId = body.path("tagid").asInt();
    if (name.equals("tags/members/batchtagging")
        && openids.stream().anyMatch(openid -> hasAllTags(userOf(openid), tagId))) {
      return errcode(45059);
    }
    switch (name) {
      case "tags/members/batchblacklist" -> blocked.addAll(openids);
      case "tags/members/batchunblacklist" -> openids.forEach(blocked::remove);
      case "tags/members/batchtagging" -> openids.forEach(openid -> userOf(openid).tags.add(tagId));
      default -> openids.forEach(openid -> userOf(openid).tags.remove(tagId));
    }
    return errcode(0);
  }

  private static boolean hasAllTags(User user, int tagId) {
    return user.tags.size() >= MOST_TAGS && !user.tags.contains(tagId);
  }

  private User userOf(String openid) {
    User user = users.get(openid);
    if (user == null) {
      throw new IllegalArgumentException("no user " + openid);
    }
    return user;
  }

  private long countOf(int tagId) {
    return users.values().stream().filter(user -> user.tags.contains(tagId)).count();
  }

  private static String page(List<String> sorted, String after) {
    List<String> page =
        sorted.stream().filter(openid -> openid.compareTo(after) > 0).limit(PAGE).toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("total", sorted.size());
    answer.put("count", page.size());
    if (!page.isEmpty()) {
      answer.put("data", Map.of("openid", page));
    }
    answer.put("next_openid", page.isEmpty() ? "" : page.get(page.size() - 1));
    return JSON.writeValueAsString(answer);
  }

  private String told(JsonNode body) {
    List<Map<String, Object>> told = new ArrayList<>();
    if (body.path("user_list").size() > 100) {
      return errcode(40032);
    }
    for (JsonNode asked : body.path("user_list")) {
      String openid = asked.path("openid").asString("");
      told.add(told(openid, users.get(openid)));
    }
    return JSON.writeValueAsString(Map.of("user_info_list", told));
  }

  private static Map<String, Object> told(String openid, @Nullable User user) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("subscribe", user == null ? 0 : 1);
    one.put("openid", openid);
    if (user != null) {
      one.put("subscribe_time", user.since);
      one.put("unionid", "u" + openid.substring(1));
      one.put("remark", user.remark);
      one.put("tagid_list", user.tags);
      one.put("subscribe_scene", user.scene);
      one.put("qr_scene", 0);
      one.put("qr_scene_str", "");
    }
    return one;
  }

  private static String errcode(int errcode) {
    return "{\"errcode\":" + errcode + ",\"errmsg\":\"" + (errcode == 0 ? "ok" : "no") + "\"}";
  }
}
