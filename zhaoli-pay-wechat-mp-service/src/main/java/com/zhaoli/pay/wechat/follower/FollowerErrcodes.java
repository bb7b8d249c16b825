package com.zhaoli.pay.wechat.follower;

import java.util.Map;
import java.util.Set;

/** WeChat's errcodes at the calls about followers and tags. */
public final class FollowerErrcodes {
  static final int DAY_IS_USED_UP = 45009;
  static final int INVALID_OPENID = 40003;
  static final int NAME_TAKEN = 45157;
  static final int NO_SUCH_TAG = 45159;

  /** WeChat is busy, or a token ended at this moment. */
  private static final Set<Integer> PASSING = Set.of(-1, 40001, 40014, 42001, 45011);

  /** Said of one in the list, for which WeChat refuses all of it. */
  private static final Set<Integer> OF_ONE = Set.of(INVALID_OPENID, 45059, 49003);

  private static final Map<Integer, String> WORDS =
      Map.ofEntries(
          Map.entry(INVALID_OPENID, "there is no such openid"),
          Map.entry(40013, "the app id is not valid"),
          Map.entry(40032, "there are too many openids in one call"),
          Map.entry(DAY_IS_USED_UP, "the calls of this day are used up"),
          Map.entry(45056, "the account has as many tags as it may"),
          Map.entry(45057, "more than 100,000 followers have the tag: untag them first"),
          Map.entry(45058, "the tag is one of WeChat's own"),
          Map.entry(45059, "a follower has 20 tags already"),
          Map.entry(NAME_TAKEN, "another tag has this name, or WeChat does not allow it"),
          Map.entry(45158, "the tag's name is too long"),
          Map.entry(NO_SUCH_TAG, "there is no such tag"),
          Map.entry(48001, "the account may not make this call; an unverified one cannot"),
          Map.entry(49003, "the openid belongs to another account"));

  private FollowerErrcodes() {}

  static boolean mayPass(int errcode) {
    return PASSING.contains(errcode);
  }

  static boolean concernsOne(int errcode) {
    return OF_ONE.contains(errcode);
  }

  /** The code with what it means, as far as we know. */
  public static String inWords(int errcode) {
    String words = WORDS.get(errcode);
    String code = "WeChat answered errcode " + errcode;
    return words == null ? code : code + ": " + words;
  }
}
