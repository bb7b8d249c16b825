package com.zhaoli.pay.merchant.operator;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which passwords operators may choose, after NIST SP 800-63B: long ones, of any characters, that
 * are not what is guessed first. Nothing is demanded of their mixture.
 */
final class PasswordRules {
  private static final int MIN_CHARACTERS = 12;
  private static final int MAX_CHARACTERS = 128;
  private static final int MIN_DIFFERENT = 5;

  /** What has to be left of a password when everything that is guessed first is taken out. */
  private static final int MIN_OWN = 8;

  /** Longer ones before those that they contain. */
  private static final List<String> GUESSED_FIRST =
      List.of(
          "administrator",
          "1234567890",
          "qwertyuiop",
          "1qaz2wsx3edc",
          "password",
          "passw0rd",
          "p@ssw0rd",
          "p@ssword",
          "changeme",
          "iloveyou",
          "superman",
          "sunshine",
          "princess",
          "football",
          "baseball",
          "1q2w3e4r5t",
          "woaini1314",
          "1314520",
          "5201314",
          "asdfghjkl",
          "1qaz2wsx",
          "q1w2e3r4",
          "qwerty",
          "asdfgh",
          "zxcvbn",
          "abcdef",
          "123456",
          "654321",
          "abc123",
          "letmein",
          "welcome",
          "dragon",
          "monkey",
          "master",
          "woaini",
          "mima",
          "operator",
          "zhaoli-pay",
          "zhaolipay",
          "zhaoli",
          "admin",
          "login",
          "root");

  private PasswordRules() {}

  /**
   * Checks a password.
   *
   * @throws ApiException OPERATOR_PASSWORD_WEAK; the details do not repeat any of it
   */
  static void require(String password, String username) {
    String normal = Normalizer.normalize(password, Normalizer.Form.NFKC);
    long characters = normal.codePoints().count();
    if (characters < MIN_CHARACTERS || characters > MAX_CHARACTERS) {
      throw weak("must have 12 to 128 characters");
    }
    String plain = normal.toLowerCase(Locale.ROOT);
    String name = username.toLowerCase(Locale.ROOT);
    String own =
        Stream.concat(Stream.of(name), GUESSED_FIRST.stream())
            .reduce(plain, (left, guessed) -> left.replace(guessed, ""));
    if (own.codePoints().count() < MIN_OWN || own.codePoints().distinct().count() < MIN_DIFFERENT) {
      throw weak("is too easy to guess");
    }
  }

  /** The refusal of a password. */
  static ApiException weak(String problem) {
    return ApiException.of(ErrorCode.OPERATOR_PASSWORD_WEAK, "newPassword", problem);
  }
}
