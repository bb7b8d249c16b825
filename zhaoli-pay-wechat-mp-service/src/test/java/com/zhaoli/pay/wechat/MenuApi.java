package com.zhaoli.pay.wechat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** WeChat's menu calls; what happens to the next can be told to it. */
final class MenuApi {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The calls that were made, by their last word. */
  final List<String> calls = new CopyOnWriteArrayList<>();

  /** Errcodes of the next calls but menu/get; 0 lets one pass. */
  final Queue<Integer> nextErrcodes = new ConcurrentLinkedQueue<>();

  /** How many of the next calls take effect and are never answered. */
  final Queue<String> lostAnswers = new ConcurrentLinkedQueue<>();

  /** Every call but menu/get is answered with -1. */
  volatile boolean busy;

  /** Sees each call before it takes effect, and says its errcode; 0 lets it pass. */
  volatile ToIntFunction<String> before = call -> 0;

  private final WechatApi.TokenCheck tokens;
  private @Nullable JsonNode menu;
  private final Map<String, ObjectNode> conditional = new LinkedHashMap<>();
  private long menuIds = 100;

  MenuApi(WechatApi api, WechatApi.TokenCheck tokens) {
    this.tokens = tokens;
    for (String call : List.of("create", "get", "addconditional", "delconditional", "trymatch")) {
      HttpHandler handler = exchange -> answer(call, exchange);
      api.on("/cgi-bin/menu/" + call, handler);
    }
  }

  /** Forgets everything. */
  synchronized void reset() {
    menu = null;
    conditional.clear();
    calls.clear();
    nextErrcodes.clear();
    lostAnswers.clear();
    busy = false;
    before = call -> 0;
  }

  /** The default menu as JSON; empty where there is none. */
  synchronized String menu() {
    return menu == null ? "" : menu.toString();
  }

  /** The conditional menus' rules, the newest first. */
  synchronized List<String> rules() {
    List<String> rules = new ArrayList<>();
    ArrayDeque<ObjectNode> newest = new ArrayDeque<>();
    conditional.values().forEach(newest::push);
    newest.forEach(one -> rules.add(one.path("matchrule").toString()));
    return rules;
  }

  List<String> changes() {
    return calls.stream().filter(call -> !call.equals("get")).toList();
  }

  private void answer(String call, HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (tokens.refuses(exchange)) {
      return;
    }
    calls.add(call);
    int told = before.applyAsInt(call);
    Integer errcode =
        told != 0
            ? Integer.valueOf(told)
            : call.equals("get") ? null : busy ? Integer.valueOf(-1) : nextErrcodes.poll();
    String answer =
        errcode != null && errcode != 0
            ? "{\"errcode\":" + errcode + ",\"errmsg\":\"no\"}"
            : effect(call, body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body));
    if (call.equals(lostAnswers.peek())) {
      lostAnswers.poll();
      exchange.close();
    } else {
      HttpSide.answer(exchange, 200, answer);
    }
  }

  private synchronized String effect(String call, JsonNode body) {
    return switch (call) {
      case "create" -> {
        menu = body;
        yield ok();
      }
      case "addconditional" -> {
        String menuId = String.valueOf(++menuIds);
        conditional.put(menuId, ((ObjectNode) body).put("menuid", menuId));
        yield "{\"menuid\":\"" + menuId + "\"}";
      }
      case "delconditional" ->
          conditional.remove(body.path("menuid").asString("")) == null
              ? "{\"errcode\":65301,\"errmsg\":\"no\"}"
              : ok();
      case "trymatch" -> menu == null ? none() : "{\"menu\":" + menu + "}";
      default -> menu == null ? none() : live();
    };
  }

  private String live() {
    ObjectNode live = JSON.createObjectNode();
    live.set("menu", menu);
    conditional.values().forEach(live.withArray("conditionalmenu")::add);
    return live.toString();
  }

  private static String ok() {
    return "{\"errcode\":0,\"errmsg\":\"ok\"}";
  }

  private static String none() {
    return "{\"errcode\":46003,\"errmsg\":\"menu no exist\"}";
  }
}
