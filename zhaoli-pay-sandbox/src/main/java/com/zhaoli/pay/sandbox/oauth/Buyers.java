package com.zhaoli.pay.sandbox.oauth;

import com.zhaoli.pay.sandbox.order.Payer;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who holds the phone: the query parameter or the cookie {@code sandbox_buyer} may say. */
public final class Buyers {
  private static final String NAME = "sandbox_buyer";
  private static final Pattern ALLOWED = Pattern.compile("[0-9A-Za-z_-]{1,64}");

  private Buyers() {}

  /** The buyer's name; the one that everybody has when none is given. */
  public static String of(HttpServletRequest request) {
    String parameter = request.getParameter(NAME);
    if (isName(parameter)) {
      return parameter;
    }
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(NAME) && isName(cookie.getValue())) {
          return cookie.getValue();
        }
      }
    }
    return Payer.DEFAULT_BUYER;
  }

  private static boolean isName(@Nullable String text) {
    return text != null && ALLOWED.matcher(text).matches();
  }
}
