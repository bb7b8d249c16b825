package com.zhaoli.pay.wechat.menu;

import java.util.Map;
import java.util.Set;

/** WeChat's errcodes at the menu calls. */
final class MenuErrcodes {
  static final int NO_MENU = 46003;
  static final int NO_SUCH_CONDITIONAL_MENU = 65301;

  /** WeChat is busy or the day's calls are used up, or a token ended at this moment. */
  private static final Set<Integer> PASSING = Set.of(-1, 40001, 40014, 42001, 45009, 45011);

  private static final Map<Integer, String> WORDS =
      Map.ofEntries(
          Map.entry(40007, "the media id of a button is not known to WeChat"),
          Map.entry(40013, "the app id of a mini program is not valid"),
          Map.entry(40015, "the kind of menu is not valid"),
          Map.entry(40016, "a menu has 1 to 3 buttons"),
          Map.entry(40017, "the type of a button is not valid"),
          Map.entry(40018, "the name of a button is missing or has more than 16 bytes"),
          Map.entry(40019, "the key of a button is missing or has more than 128 bytes"),
          Map.entry(40020, "the url of a button is missing or has more than 1024 bytes"),
          Map.entry(40022, "a menu has two levels"),
          Map.entry(40023, "a button has 1 to 5 buttons below"),
          Map.entry(40024, "the type of a button below is not valid"),
          Map.entry(40025, "the name of a button below is missing or has more than 60 bytes"),
          Map.entry(40026, "the key of a button below is missing or has more than 128 bytes"),
          Map.entry(40027, "the url of a button below is missing or has more than 1024 bytes"),
          Map.entry(40054, "the url of a button below is not allowed"),
          Map.entry(40055, "the url of a button is not allowed"),
          Map.entry(40119, "the type of a button is wrong"),
          Map.entry(40120, "the type of a button below is wrong"),
          Map.entry(40121, "the media id of a button is of the wrong kind"),
          Map.entry(40165, "the page of a mini program is not valid"),
          Map.entry(45064, "the account may not use this mini program in its menu"),
          Map.entry(NO_MENU, "the account has no menu"),
          Map.entry(46004, "there is no such follower"),
          Map.entry(48001, "the account may not set its menu by API; an unverified one cannot"),
          Map.entry(53600, "the article id of a button is not known to WeChat"),
          Map.entry(NO_SUCH_CONDITIONAL_MENU, "there is no such conditional menu"),
          Map.entry(65302, "there is no such follower"),
          Map.entry(65303, "without a default menu there are no conditional ones"),
          Map.entry(65304, "the rule of a conditional menu is empty"),
          Map.entry(65305, "the account has as many conditional menus as it may"),
          Map.entry(65306, "the account may not have conditional menus; an unverified one cannot"),
          Map.entry(65307, "a conditional menu has no buttons"),
          Map.entry(65308, "a button of a conditional menu has no type"),
          Map.entry(65309, "conditional menus are switched off in the account's console"),
          Map.entry(65316, "the conditional menus lead to more than 3 domains"),
          Map.entry(65317, "a url is not valid"),
          Map.entry(65320, "a rule by sex, region or language is not taken any more"));

  private MenuErrcodes() {}

  static boolean mayPass(int errcode) {
    return PASSING.contains(errcode);
  }

  /** The code with what it means, as far as we know. */
  static String inWords(int errcode) {
    String words = WORDS.get(errcode);
    String code = "WeChat answered errcode " + errcode;
    return words == null ? code : code + ": " + words;
  }
}
