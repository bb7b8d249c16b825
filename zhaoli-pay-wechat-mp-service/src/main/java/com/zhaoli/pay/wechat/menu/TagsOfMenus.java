package com.zhaoli.pay.wechat.menu;

import com.zhaoli.pay.wechat.follower.TagBO;
import com.zhaoli.pay.wechat.follower.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds conditional menus that nobody would see, because their tag is none of the account's. */
@Component
class TagsOfMenus {
  private final Tags tags;

  TagsOfMenus(Tags tags) {
    this.tags = tags;
  }

  /** Empty also while WeChat was never asked for the account's tags. */
  List<MenuProblem> check(String account, MenuContent content) {
    if (content.conditional().isEmpty()) {
      return List.of();
    }
    Set<String> known =
        tags.of(account).stream()
            .map(TagBO::tagId)
            .map(String::valueOf)
            .collect(Collectors.toSet());
    if (known.isEmpty()) {
      return List.of();
    }
    List<MenuProblem> problems = new ArrayList<>();
    for (int i = 0; i < content.conditional().size(); i++) {
      MenuRule rule = content.conditional().get(i).rule();
      if (rule != null && rule.tagId() != null && !known.contains(rule.tagId())) {
        problems.add(
            new MenuProblem(
                "conditional[" + i + "].rule.tagId",
                "is none of the account's tags; refresh them if it is a new one"));
      }
    }
    return problems;
  }
}
