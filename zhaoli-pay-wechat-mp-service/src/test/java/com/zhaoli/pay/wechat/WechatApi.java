package com.zhaoli.pay.wechat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** WeChat's server API as far as this service calls it; what it does next can be told to it. */
final class WechatApi extends HttpSide {
  private static final Map<String, String> SECRETS =
      Map.of(
          RunningService.APP_ID, RunningService.APP_SECRET,
          RunningService.SECOND_APP_ID, RunningService.SECOND_APP_SECRET);

  /** What happens to the next message. */
  enum Fault {
    /** WeChat takes it, and the answer never comes. */
    LOST_ANSWER,
    HTTP_500,
    NO_JSON
  }

  /** Whether a call comes without the token of this moment; it is answered then. */
  interface TokenCheck {
    boolean refuses(HttpExchange exchange) throws IOException;
  }

  final MenuApi menus;
  final FollowersApi followers;
  final List<JsonNode> sent = new CopyOnWriteArrayList<>();
  final Queue<Integer> nextErrcodes = new ConcurrentLinkedQueue<>();
  final Queue<Fault> nextFaults = new ConcurrentLinkedQueue<>();
  final List<JsonNode> customerMessages = new CopyOnWriteArrayList<>();
  final Queue<Integer> nextCustomerErrcodes = new ConcurrentLinkedQueue<>();
  final Queue<Fault> nextCustomerFaults = new ConcurrentLinkedQueue<>();
  final Queue<Integer> nextQrErrcodes = new ConcurrentLinkedQueue<>();

  /** Sees each call for a QR code with its scene, and says its errcode; 0 lets it pass. */
  volatile ToIntFunction<String> onQr = scene -> 0;

  /** The same for each customer-service message. */
  volatile ToIntFunction<JsonNode> onCustomerMessage = message -> 0;

  final Queue<Fault> nextQrFaults = new ConcurrentLinkedQueue<>();

  /** The scenes of permanent codes that were made. */
  final Set<String> permanentScenes = ConcurrentHashMap.newKeySet();

  final Queue<Integer> nextTagErrcodes = new ConcurrentLinkedQueue<>();

  /** Each with the tag and the openid. */
  final List<String> taggings = new CopyOnWriteArrayList<>();

  final AtomicInteger attempts = new AtomicInteger();

  /** How long the answer to a template message takes. */
  final AtomicInteger sendMillis = new AtomicInteger();

  /** How many template messages wait for each other before the first is answered, for 3 s. */
  final AtomicInteger gathered = new AtomicInteger();

  final AtomicInteger mostAtOnce = new AtomicInteger();
  private final AtomicInteger sending = new AtomicInteger();

  /** The account's templates: their contents by their ids. */
  final Map<String, String> templates = new ConcurrentHashMap<>();

  final AtomicInteger tokensGiven = new AtomicInteger();

  /** The calls that were let in, each as the account's app id and the path. */
  final List<String> calls = new CopyOnWriteArrayList<>();

  final Queue<Integer> nextTokenErrcodes = new ConcurrentLinkedQueue<>();

  /** The errcode of a call whose token is not the one of this moment. */
  volatile int refusedToken = 40001;

  volatile long tokenDelayMillis;

  /** Whether the tokens given are not those that calls must have. */
  volatile boolean givesDeadTokens;

  private final AtomicInteger tokenGeneration = new AtomicInteger();
  private final AtomicLong msgIds = new AtomicLong(300_000_000_000_000_000L);
  private final Set<String> clientMsgIds = ConcurrentHashMap.newKeySet();

  WechatApi() {
    on("/cgi-bin/stable_token", this::token);
    on("/cgi-bin/qrcode/create", this::qrCode);
    on("/cgi-bin/tags/members/batchtagging", this::tag);
    on("/cgi-bin/message/template/send", this::sendSlowly);
    on("/cgi-bin/template/get_all_private_template", this::listTemplates);
    on("/cgi-bin/message/custom/send", this::sendCustom);
    menus = new MenuApi(this, this::refusesToken);
    followers = new FollowersApi(this, this::refusesToken);
  }

  List<JsonNode> sentTo(String openid) {
    return sent.stream().filter(m -> m.path("touser").asString("").equals(openid)).toList();
  }

  List<JsonNode> customerMessagesTo(String openid) {
    return customerMessages.stream()
        .filter(m -> m.path("touser").asString("").equals(openid))
        .toList();
  }

  void invalidateToken() {
    tokenGeneration.incrementAndGet();
  }

  String currentToken(String appId) {
    return "token-" + appId + "-" + tokenGeneration.get();
  }

  private boolean refusesToken(HttpExchange exchange) throws IOException {
    for (String appId : SECRETS.keySet()) {
      String query = exchange.getRequestURI().getQuery() + "&";
      if (query.contains("access_token=" + currentToken(appId) + "&")) {
        calls.add(appId + " " + exchange.getRequestURI().getPath());
        return false;
      }
    }
    answer(exchange, 200, "{\"errcode\":" + refusedToken + ",\"errmsg\":\"invalid credential\"}");
    return true;
  }

  private void token(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
    String appId = request.path("appid").asString("");
    if (!request.path("secret").asString("").equals(SECRETS.get(appId))) {
      answer(exchange, 200, "{\"errcode\":40125,\"errmsg\":\"invalid appsecret\"}");
      return;
    }
    tokensGiven.incrementAndGet();
    Integer errcode = nextTokenErrcodes.poll();
    if (errcode != null) {
      answer(exchange, 200, "{\"errcode\":" + errcode + ",\"errmsg\":\"no\"}");
      return;
    }
    String token = givesDeadTokens ? "dead" : currentToken(appId);
    try {
      TimeUnit.MILLISECONDS.sleep(tokenDelayMillis);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    answer(exchange, 200, "{\"access_token\":\"" + token + "\",\"expires_in\":7200}");
  }

  private void qrCode(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
    if (refusesToken(exchange)) {
      return;
    }
    String scene = request.path("action_info").path("scene").path("scene_str").asString("");
    int told = onQr.applyAsInt(scene);
    Integer errcode = told == 0 ? nextQrErrcodes.poll() : Integer.valueOf(told);
    if (errcode != null) {
      answer(exchange, 200, "{\"errcode\":" + errcode + ",\"errmsg\":\"no\"}");
      return;
    }
    Fault fault = nextQrFaults.poll();
    if (fault == Fault.HTTP_500) {
      answer(exchange, 500, "");
      return;
    }
    if (request.path("action_name").asString("").equals("QR_LIMIT_STR_SCENE")) {
      permanentScenes.add(scene);
    }
    if (fault == Fault.LOST_ANSWER) {
      exchange.close();
      return;
    }
    if (fault == Fault.NO_JSON) {
      answer(exchange, 200, "<html>");
      return;
    }
    answer(
        exchange,
        200,
        "{\"ticket\":\"t-%1$s\",\"expire_seconds\":%2$d,\"url\":\"http://weixin.qq.com/q/%1$s\"}"
            .formatted(scene, request.path("expire_seconds").asInt()));
  }

  private void tag(HttpExchange exchange) throws IOException {
    if (followers.hasUsers()) {
      followers.answer("tags/members/batchtagging", exchange);
      return;
    }
    JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
    if (refusesToken(exchange)) {
      return;
    }
    Integer errcode = nextTagErrcodes.poll();
    if (errcode == null) {
      request
          .path("openid_list")
          .forEach(
              openid -> taggings.add(request.path("tagid").asInt() + " " + openid.asString("")));
    }
    answer(
        exchange, 200, "{\"errcode\":" + (errcode == null ? 0 : errcode) + ",\"errmsg\":\"ok\"}");
  }

  private void listTemplates(HttpExchange exchange) throws IOException {
    if (refusesToken(exchange)) {
      return;
    }
    ArrayNode list = JSON.createArrayNode();
    templates.forEach(
        (id, content) ->
            list.addObject()
                .put("template_id", id)
                .put("title", "对账")
                .put("primary_industry", "")
                .put("deputy_industry", "")
                .put("content", content)
                .put("example", ""));
    answer(exchange, 200, JSON.createObjectNode().set("template_list", list).toString());
  }

  private void sendSlowly(HttpExchange exchange) throws IOException {
    mostAtOnce.accumulateAndGet(sending.incrementAndGet(), Math::max);
    try {
      for (int i = 0; i < 100 && mostAtOnce.get() < gathered.get(); i++) {
        Thread.sleep(30);
      }
      Thread.sleep(sendMillis.get());
      send(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sending.decrementAndGet();
    }
  }

  private void send(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
    if (refusesToken(exchange)) {
      return;
    }
    attempts.incrementAndGet();
    Integer errcode = nextErrcodes.poll();
    if (errcode != null) {
      answer(exchange, 200, "{\"errcode\":" + errcode + ",\"errmsg\":\"no\"}");
      return;
    }
    Fault fault = nextFaults.poll();
    if (fault == Fault.HTTP_500) {
      answer(exchange, 500, "");
      return;
    }
    if (!clientMsgIds.add(request.path("client_msg_id").asString(""))) {
      answer(exchange, 200, "{\"errcode\":45065,\"errmsg\":\"clientmsgid exist\"}");
      return;
    }
    sent.add(request);
    if (fault == Fault.LOST_ANSWER) {
      exchange.close();
    } else if (fault == Fault.NO_JSON) {
      answer(exchange, 200, "<html>");
    } else {
      answer(
          exchange,
          200,
          "{\"errcode\":0,\"errmsg\":\"ok\",\"msgid\":" + msgIds.incrementAndGet() + "}");
    }
  }

  private void sendCustom(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
    if (refusesToken(exchange)) {
      return;
    }
    int told = onCustomerMessage.applyAsInt(request);
    Integer errcode = told == 0 ? nextCustomerErrcodes.poll() : Integer.valueOf(told);
    if (errcode != null) {
      answer(exchange, 200, "{\"errcode\":" + errcode + ",\"errmsg\":\"no\"}");
      return;
    }
    customerMessages.add(request);
    if (nextCustomerFaults.poll() == Fault.LOST_ANSWER) {
      exchange.close();
      return;
    }
    answer(exchange, 200, "{\"errcode\":0,\"errmsg\":\"ok\"}");
  }
}
