package com.zhaoli.pay.wechat.menu;

import com.zhaoli.pay.wechat.menu.MenuChange.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What differs between two menus, place by place as a follower sees them. */
final class MenuDiff {
  private final List<MenuChange> changes = new ArrayList<>();

  private MenuDiff() {}

  /** Empty when both are the same. */
  static List<MenuChange> between(MenuContent before, MenuContent after) {
    MenuDiff diff = new MenuDiff();
    diff.buttons("buttons", before.buttons(), after.buttons());
    diff.conditional(before.conditional(), after.conditional());
    return List.copyOf(diff.changes);
  }

  private void conditional(List<ConditionalMenu> before, List<ConditionalMenu> after) {
    for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
      String path = "conditional[" + i + "]";
      ConditionalMenu old = at(before, i);
      ConditionalMenu now = at(after, i);
      fields(path + ".rule", ruleOf(old), ruleOf(now));
      buttons(
          path + ".buttons",
          old == null ? List.of() : old.buttons(),
          now == null ? List.of() : now.buttons());
    }
  }

  private void buttons(String path, List<MenuButton> before, List<MenuButton> after) {
    for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
      MenuButton old = at(before, i);
      MenuButton now = at(after, i);
      String place = path + "[" + i + "]";
      if (old == null && now != null) {
        changes.add(new MenuChange(place, Kind.ADDED, null, nameOf(now)));
      } else if (old != null && now == null) {
        changes.add(new MenuChange(place, Kind.REMOVED, nameOf(old), null));
      } else if (old != null && now != null) {
        fields(place, fieldsOf(old), fieldsOf(now));
        buttons(place + ".subButtons", old.subButtons(), now.subButtons());
      }
    }
  }

  private void fields(
      String path, Map<String, @Nullable String> before, Map<String, @Nullable String> after) {
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      String old = before.get(name);
      String now = after.get(name);
      if (!Objects.equals(old, now)) {
        Kind kind = old == null ? Kind.ADDED : now == null ? Kind.REMOVED : Kind.CHANGED;
        changes.add(new MenuChange(path + "." + name, kind, old, now));
      }
    }
  }

  private static Map<String, @Nullable String> ruleOf(@Nullable ConditionalMenu menu) {
    Map<String, @Nullable String> fields = new LinkedHashMap<>();
    MenuRule rule = menu == null ? null : menu.rule();
    if (rule != null) {
      fields.put("tagId", rule.tagId());
      fields.put(
          "clientPlatform", rule.clientPlatform() == null ? null : rule.clientPlatform().name());
    }
    return fields;
  }

  private static Map<String, @Nullable String> fieldsOf(MenuButton button) {
    Map<String, @Nullable String> fields = new LinkedHashMap<>();
    fields.put("name", button.name());
    fields.put("type", button.type());
    fields.put("key", button.key());
    fields.put("url", button.url());
    fields.put("mediaId", button.mediaId());
    fields.put("articleId", button.articleId());
    fields.put("appId", button.appId());
    fields.put("pagePath", button.pagePath());
    return fields;
  }

  private static String nameOf(MenuButton button) {
    return Objects.requireNonNullElse(button.name(), "");
  }

  private static <T> @Nullable T at(List<T> list, int index) {
    return index < list.size() ? list.get(index) : null;
  }
}
