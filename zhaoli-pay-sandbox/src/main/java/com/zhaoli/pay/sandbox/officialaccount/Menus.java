package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.sandbox.SandboxProperties;
import com.zhaoli.pay.sandbox.journal.JournaledMap;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The account's menus: a default one, and conditional ones of which the newest that matches counts.
 */
public final class Menus {
  private static final String DEFAULT = "default";
  private static final long FIRST_MENU_ID = 208_396_938;
  private static final int MAX_MENUS = 101;
  private static final WechatClient NOBODY = new WechatClient("", "2", null);

  private final JournaledMap<Menu> menus;
  private final JournaledMap<WechatClient> clients;
  private final Followers followers;

  Menus(AccountJournal journal, SandboxProperties properties, Followers followers) {
    this.followers = followers;
    this.menus = journal.open("menus", Menu.class, MAX_MENUS, menu -> false);
    this.clients =
        journal.open("wechat-clients", WechatClient.class, properties.maxUsers(), client -> true);
  }

  /**
   * One menu.
   *
   * @param menuId grows with each that is made
   * @param matchrule null for the default menu
   */
  public record Menu(long menuId, List<MenuButton> button, @Nullable MatchRule matchrule) {}

  /** Replaces the default menu, or throws the errcode. */
  synchronized void create(List<MenuButton> buttons) {
    MenuLimits.check(buttons);
    menus.put(DEFAULT, new Menu(nextId(), buttons, null));
  }

  /** Adds a conditional menu and answers its number, or throws the errcode. */
  synchronized long add(List<MenuButton> buttons, @Nullable MatchRule rule) {
    if (defaultMenu().isEmpty()) {
      throw new WechatError(65303, "there is no selfmenu, please create selfmenu first");
    }
    if (rule != null && rule.isPrivate()) {
      throw new WechatError(65320, "match rule of privacy is not supported");
    }
    if (rule == null || rule.isEmpty()) {
      throw new WechatError(65304, "match rule empty");
    }
    if (buttons.isEmpty()) {
      throw new WechatError(65307, "conditional menu is empty");
    }
    MenuLimits.check(buttons);
    List<Menu> others = conditional();
    if (others.size() >= MAX_MENUS - 1) {
      throw new WechatError(65305, "product count limit");
    }
    MenuLimits.checkDomains(
        Stream.concat(others.stream().map(Menu::button), Stream.of(buttons)).toList());
    long menuId = nextId();
    menus.put(String.valueOf(menuId), new Menu(menuId, buttons, rule));
    return menuId;
  }

  synchronized void remove(String menuId) {
    if (menuId.equals(DEFAULT) || menus.take(menuId).isEmpty()) {
      throw new WechatError(65301, "not exist this menu id");
    }
  }

  /** Takes the default menu and with it all others away. */
  synchronized void removeAll() {
    menus.remove(DEFAULT);
    conditional().forEach(menu -> menus.remove(String.valueOf(menu.menuId())));
  }

  Optional<Menu> defaultMenu() {
    return menus.get(DEFAULT);
  }

  /** The newest first. */
  List<Menu> conditional() {
    return menus.values().stream()
        .filter(menu -> menu.matchrule() != null)
        .sorted(Comparator.comparingLong(Menu::menuId).reversed())
        .toList();
  }

  /** The menu that this user sees; empty where there is none. */
  public Optional<Menu> seenBy(String openid) {
    WechatClient client = withTag(openid, clients.get(openid).orElse(NOBODY));
    return conditional().stream()
        .filter(menu -> menu.matchrule() != null && menu.matchrule().matches(client))
        .findFirst()
        .or(this::defaultMenu);
  }

  /** Of several tags of a follower, the one that was given last counts. */
  private WechatClient withTag(String openid, WechatClient client) {
    List<Integer> tags = followers.find(openid).map(Follower::tags).orElse(List.of());
    return client.tagId() != null || tags.isEmpty()
        ? client
        : new WechatClient(
            client.openid(), client.clientPlatformType(), tags.get(tags.size() - 1).toString());
  }

  /** From now on the user has this phone and this tag. */
  public void use(WechatClient client) {
    clients.put(client.openid(), client);
  }

  private long nextId() {
    return menus.values().stream().mapToLong(Menu::menuId).max().orElse(FIRST_MENU_ID) + 1;
  }
}
