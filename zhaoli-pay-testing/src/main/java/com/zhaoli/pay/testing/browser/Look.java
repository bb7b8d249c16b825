package com.zhaoli.pay.testing.browser;

/** A screen and a language in which pages are looked at. */
public enum Look {
  PHONE_ZH(360, 740, "zh-CN", Look.IPHONE),
  PHONE_EN(360, 740, "en-US", Look.IPHONE),
  DESKTOP_ZH(1280, 800, "zh-CN", Look.WINDOWS),
  DESKTOP_EN(1280, 800, "en-US", Look.WINDOWS);

  public static final String IPHONE =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15"
          + " (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1";
  public static final String WINDOWS =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/150.0.0.0 Safari/537.36";
  public static final String WECHAT =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15"
          + " (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.49(0x18003137)"
          + " NetType/WIFI Language/zh_CN";
  public static final String ALIPAY =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15"
          + " (KHTML, like Gecko) Mobile/21A329 AliApp(AP/10.5.0) AlipayClient/10.5.0"
          + " Language/zh-Hans";

  public final int width;
  public final int height;
  public final String locale;
  public final String userAgent;

  Look(int width, int height, String locale, String userAgent) {
    this.width = width;
    this.height = height;
    this.locale = locale;
    this.userAgent = userAgent;
  }

  public boolean isPhone() {
    return width < 500;
  }

  public String say(String chinese, String english) {
    return locale.startsWith("zh") ? chinese : english;
  }
}
