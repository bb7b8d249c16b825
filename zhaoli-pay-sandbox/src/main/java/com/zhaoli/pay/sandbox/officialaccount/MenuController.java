package com.zhaoli.pay.sandbox.officialaccount;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.sandbox.officialaccount.Menus.Menu;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The calls of the account's menu. Refusals are HTTP 200 with an errcode, as WeChat's are. */
@RestController
@RequestMapping("/cgi-bin")
final class MenuController {
  private static final Logger log = LoggerFactory.getLogger(MenuController.class);

  private final OfficialAccounts accounts;
  private final JsonMapper json;

  MenuController(OfficialAccounts accounts, JsonMapper json) {
    this.accounts = accounts;
    this.json =
        json.rebuild()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(
                inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
  }

  private record Create(@Nullable List<MenuButton> button, @Nullable MatchRule matchrule) {
    List<MenuButton> buttons() {
      return Objects.requireNonNullElse(button, List.of());
    }
  }

  private record Delete(@Nullable String menuid) {}

  private record TryMatch(@Nullable String userId) {}

  @PostMapping("/menu/create")
  Map<String, Object> create(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestBody byte[] body) {
    Menus menus = accounts.calledWith(accessToken).menus();
    menus.create(read(body, Create.class).buttons());
    return WechatJson.ok();
  }

  @GetMapping("/menu/get")
  Map<String, Object> get(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken) {
    Menus menus = accounts.calledWith(accessToken).menus();
    Menu menu = menus.defaultMenu().orElseThrow(MenuController::noMenu);
    List<Menu> conditional = menus.conditional();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("menu", shown(menu, !conditional.isEmpty()));
    if (!conditional.isEmpty()) {
      answer.put("conditionalmenu", conditional.stream().map(one -> shown(one, true)).toList());
    }
    return answer;
  }

  @GetMapping("/menu/delete")
  Map<String, Object> delete(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken) {
    Menus menus = accounts.calledWith(accessToken).menus();
    menus.removeAll();
    return WechatJson.ok();
  }

  @PostMapping("/menu/addconditional")
  Map<String, Object> addConditional(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestBody byte[] body) {
    Menus menus = accounts.calledWith(accessToken).menus();
    Create request = read(body, Create.class);
    long menuId = menus.add(request.buttons(), request.matchrule());
    return Map.of("menuid", String.valueOf(menuId));
  }

  @PostMapping("/menu/delconditional")
  Map<String, Object> removeConditional(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestBody byte[] body) {
    Menus menus = accounts.calledWith(accessToken).menus();
    menus.remove(Objects.requireNonNullElse(read(body, Delete.class).menuid(), ""));
    return WechatJson.ok();
  }

  @PostMapping("/menu/trymatch")
  Map<String, Object> tryMatch(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken,
      @RequestBody byte[] body) {
    OfficialAccount account = accounts.calledWith(accessToken);
    String openid = read(body, TryMatch.class).userId();
    if (openid == null || !account.followers().follows(openid)) {
      throw new WechatError(65302, "there is no this user");
    }
    Menu menu = account.menus().seenBy(openid).orElseThrow(MenuController::noMenu);
    return Map.of("menu", Map.of("button", wire(menu.button())));
  }

  /** What the phone is given, whoever set it; buttons below stand in a list of their own here. */
  @GetMapping("/get_current_selfmenu_info")
  Map<String, Object> current(
      @RequestParam(name = "access_token", required = false) @Nullable String accessToken) {
    Menus menus = accounts.calledWith(accessToken).menus();
    List<Map<String, Object>> buttons =
        menus.defaultMenu().map(menu -> wire(menu.button())).orElse(List.of());
    for (Map<String, Object> button : buttons) {
      button.computeIfPresent("sub_button", (name, below) -> Map.of("list", below));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("is_menu_open", buttons.isEmpty() ? 0 : 1);
    answer.put("selfmenu_info", Map.of("button", buttons));
    return answer;
  }

  @ExceptionHandler
  Map<String, Object> refused(WechatError refusal) {
    log.info("Menu call refused: {} {}", refusal.errcode(), refusal.getMessage());
    return WechatJson.refusal(refusal);
  }

  private Map<String, Object> shown(Menu menu, boolean numbered) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("button", wire(menu.button()));
    if (menu.matchrule() != null) {
      shown.put("matchrule", json.convertValue(menu.matchrule(), new TypeReference<Object>() {}));
    }
    if (numbered) {
      shown.put("menuid", menu.menuId());
    }
    return shown;
  }

  private List<Map<String, Object>> wire(List<MenuButton> buttons) {
    return json.convertValue(buttons, new TypeReference<List<Map<String, Object>>>() {});
  }

  private static WechatError noMenu() {
    return new WechatError(46003, "menu no exist");
  }

  private <T> T read(byte[] body, Class<T> type) {
    return WechatJson.read(json, body, type);
  }
}
