package com.zhaoli.pay.sandbox.control;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.sandbox.officialaccount.MenuButton;
import com.zhaoli.pay.sandbox.officialaccount.Menus;
import com.zhaoli.pay.sandbox.officialaccount.Menus.Menu;
import com.zhaoli.pay.sandbox.officialaccount.OfficialAccount;
import com.zhaoli.pay.sandbox.officialaccount.WechatClient;
import com.zhaoli.pay.sandbox.officialaccount.WechatUsers;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The official account's menu on a WeChat user's phone. */
@RestController
@RequestMapping("/sandbox/v1/wechat")
final class WechatMenuController {
  private static final String OPENID = "[0-9A-Za-z_-]{1,64}";

  private final AccountChoice accounts;

  WechatMenuController(AccountChoice accounts) {
    this.accounts = accounts;
  }

  /**
   * The phone and the tag of a user.
   *
   * @param clientPlatformType 1 iOS, 2 Android, 3 others
   */
  record ClientRequest(
      @NotNull @Pattern(regexp = OPENID) String openid,
      @NotNull @Pattern(regexp = "[123]") String clientPlatformType,
      @Nullable @Pattern(regexp = "\\d{1,9}") String tagId) {}

  /**
   * A tap.
   *
   * @param button which of the three, from 0
   * @param below which of those below it, from 0; absent for the button itself
   */
  record TapRequest(
      @NotNull @Pattern(regexp = OPENID) String openid,
      @NotNull @Min(0) @Max(2) Integer button,
      @Nullable @Min(0) @Max(4) Integer below) {}

  /** The menu that a user sees; without buttons where the account has none. */
  record ShownMenu(String openid, @Nullable Long menuId, List<MenuButton> buttons) {}

  /** What was pushed: the event's name and key; no event for what WeChat does by itself. */
  record Tap(String openid, @Nullable String event, @Nullable String eventKey) {}

  @PostMapping("/client")
  ShownMenu use(
      @RequestParam(required = false) @Nullable String account,
      @Valid @RequestBody ClientRequest request) {
    Menus menus = accounts.of(account).menus();
    menus.use(new WechatClient(request.openid(), request.clientPlatformType(), request.tagId()));
    return shown(menus, request.openid());
  }

  @GetMapping("/menu")
  ShownMenu menu(
      @RequestParam(required = false) @Nullable String account,
      @RequestParam @Pattern(regexp = OPENID) String openid) {
    return shown(accounts.of(account).menus(), openid);
  }

  private static ShownMenu shown(Menus menus, String openid) {
    Optional<Menu> menu = menus.seenBy(openid);
    return new ShownMenu(
        openid, menu.map(Menu::menuId).orElse(null), menu.map(Menu::button).orElse(List.of()));
  }

  @PostMapping("/menu/tap")
  Tap tap(
      @RequestParam(required = false) @Nullable String account,
      @Valid @RequestBody TapRequest request) {
    OfficialAccount meant = accounts.of(account);
    WechatUsers users = meant.users();
    if (!users.follows(request.openid())) {
      throw ApiException.of(ErrorCode.SANDBOX_STATE_INVALID, "openid", "does not follow");
    }
    Menu menu = meant.menus().seenBy(request.openid()).orElseThrow(WechatMenuController::noButton);
    MenuButton button = at(menu.button(), request.button());
    if (request.below() != null) {
      button = at(button.subButton(), request.below());
    } else if (!button.subButton().isEmpty()) {
      throw ApiException.of(
          ErrorCode.SANDBOX_STATE_INVALID, "button", "only opens the buttons below");
    }
    return users
        .tap(request.openid(), menu, button)
        .map(event -> new Tap(request.openid(), event.name(), event.key()))
        .orElseGet(() -> new Tap(request.openid(), null, null));
  }

  private static MenuButton at(List<MenuButton> buttons, int index) {
    if (index >= buttons.size()) {
      throw noButton();
    }
    return buttons.get(index);
  }

  private static ApiException noButton() {
    return ApiException.of(ErrorCode.SANDBOX_NOT_FOUND, "button", "no such button");
  }
}
