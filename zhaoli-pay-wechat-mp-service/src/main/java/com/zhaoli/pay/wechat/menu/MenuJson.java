package com.zhaoli.pay.wechat.menu;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.wechat.account.WechatSilence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Menus as JSON: an operator's, ours in the database, WeChat's. */
@Component
class MenuJson {
  private static final int MAX_BYTES = 60_000;
  private static final Set<String> PRIVATE =
      Set.of("sex", "country", "province", "city", "language");

  private final JsonMapper json;
  private final ObjectReader strict;

  MenuJson(JsonMapper json) {
    this.json = json;
    this.strict =
        json.readerFor(MenuContent.class)
            .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
  }

  /**
   * What an operator sent. A field that is not ours is refused: left out in silence, it would make
   * another menu than was meant.
   *
   * @throws ApiException REQUEST_INVALID
   */
  MenuContent ofOperator(JsonNode content) {
    try {
      MenuContent read = strict.readValue(content);
      if (read == null) {
        throw ApiException.of(ErrorCode.REQUEST_INVALID, "content", "is missing");
      }
      if (json.writeValueAsString(read).getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
        throw ApiException.of(ErrorCode.REQUEST_INVALID, "content", "is too large to be menus");
      }
      return read;
    } catch (UnrecognizedPropertyException e) {
      String problem =
          PRIVATE.contains(e.getPropertyName())
              ? "WeChat takes no rules by sex, region or language any more"
              : "is not known here";
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID, "content", e.getPropertyName() + " " + problem);
    } catch (JacksonException e) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "content", "has not the form of menus");
    }
  }

  /** The body of menu/create, or of menu/addconditional where there is a rule. */
  String forWechat(List<MenuButton> buttons, @Nullable MenuRule rule) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("button", buttons.stream().map(MenuJson::button).toList());
    if (rule != null) {
      Map<String, Object> matchrule = new LinkedHashMap<>();
      putUnlessNull(matchrule, "tag_id", rule.tagId());
      putUnlessNull(
          matchrule,
          "client_platform_type",
          rule.clientPlatform() == null ? null : rule.clientPlatform().wireValue());
      body.put("matchrule", matchrule);
    }
    return json.writeValueAsString(body);
  }

  String forWechat(Map<String, String> body) {
    return json.writeValueAsString(body);
  }

  /** The answer of menu/get. WxJava's own reader looks for the tag under a name of former times. */
  static LiveAtWechat live(JsonNode answer) throws WechatSilence {
    JsonNode menu = answer.path("menu");
    if (!menu.path("button").isArray()) {
      throw new WechatSilence("the answer has no menu");
    }
    List<LiveAtWechat.Conditional> conditional = new ArrayList<>();
    for (JsonNode one : answer.path("conditionalmenu")) {
      JsonNode rule = one.path("matchrule");
      conditional.add(
          new LiveAtWechat.Conditional(
              one.path("menuid").asString(""),
              PRIVATE.stream().anyMatch(name -> isSet(rule, name)),
              new ConditionalMenu(rule(rule), buttons(one.path("button")))));
    }
    // Numbers that grow: the shorter one is the older one.
    conditional.sort(
        Comparator.comparingInt((LiveAtWechat.Conditional one) -> one.menuId().length())
            .thenComparing(LiveAtWechat.Conditional::menuId));
    return new LiveAtWechat(buttons(menu.path("button")), List.copyOf(conditional));
  }

  static List<MenuButton> buttons(JsonNode list) {
    return list.valueStream().map(MenuJson::button).toList();
  }

  private static MenuButton button(JsonNode node) {
    return new MenuButton(
        text(node, "type"),
        text(node, "name"),
        text(node, "key"),
        text(node, "url"),
        text(node, "media_id"),
        text(node, "article_id"),
        text(node, "appid"),
        text(node, "pagepath"),
        buttons(node.path("sub_button")));
  }

  private static MenuRule rule(JsonNode node) {
    String tag = text(node, "tag_id");
    String platform = text(node, "client_platform_type");
    return new MenuRule(
        tag == null ? text(node, "group_id") : tag,
        platform == null ? null : ClientPlatform.ofWire(platform).orElse(null));
  }

  private static boolean isSet(JsonNode node, String field) {
    String value = text(node, field);
    return value != null && !value.equals("0");
  }

  private static @Nullable String text(JsonNode node, String field) {
    String value = node.path(field).asString("");
    return value.isEmpty() ? null : value;
  }

  private static Map<String, Object> button(MenuButton button) {
    Map<String, Object> body = new LinkedHashMap<>();
    putUnlessNull(body, "type", button.type());
    putUnlessNull(body, "name", button.name());
    putUnlessNull(body, "key", button.key());
    putUnlessNull(body, "url", button.url());
    putUnlessNull(body, "media_id", button.mediaId());
    putUnlessNull(body, "article_id", button.articleId());
    putUnlessNull(body, "appid", button.appId());
    putUnlessNull(body, "pagepath", button.pagePath());
    if (!button.subButtons().isEmpty()) {
      body.put("sub_button", button.subButtons().stream().map(MenuJson::button).toList());
    }
    return body;
  }

  private static void putUnlessNull(Map<String, Object> body, String name, @Nullable String value) {
    if (value != null) {
      body.put(name, value);
    }
  }
}
