package com.zhaoli.pay.sandbox.officialaccount;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The event that a tap on a button pushes.
 *
 * @param rest what comes behind the key in the event's XML
 */
public record MenuEvent(String name, String key, String rest) {
  private static final Set<String> CONVERSATIONS =
      Set.of("CLICK", "scancode_push", "scancode_waitmsg");
  private static final String SCAN =
      "<ScanCodeInfo><ScanType><![CDATA[qrcode]]></ScanType>"
          + "<ScanResult><![CDATA[sandbox]]></ScanResult></ScanCodeInfo>";
  private static final String PICTURES =
      "<SendPicsInfo><Count>0</Count><PicList></PicList></SendPicsInfo>";
  private static final String PLACE =
      "<SendLocationInfo><Location_X><![CDATA[31.23]]></Location_X>"
          + "<Location_Y><![CDATA[121.47]]></Location_Y><Scale><![CDATA[15]]></Scale>"
          + "<Label><![CDATA[]]></Label><Poiname><![CDATA[]]></Poiname></SendLocationInfo>";

  /** Empty for buttons whose material WeChat sends by itself. */
  static Optional<MenuEvent> of(MenuButton button, long menuId) {
    String type = String.valueOf(button.type());
    return switch (type) {
      case "click" -> event("CLICK", button.key(), "");
      case "view" -> event("VIEW", button.url(), "<MenuId>" + menuId + "</MenuId>");
      case "miniprogram" ->
          event("view_miniprogram", button.pagepath(), "<MenuId>" + menuId + "</MenuId>");
      case "scancode_push", "scancode_waitmsg" -> event(type, button.key(), SCAN);
      case "pic_sysphoto", "pic_photo_or_album", "pic_weixin" ->
          event(type, button.key(), PICTURES);
      case "location_select" -> event(type, button.key(), PLACE);
      default -> Optional.empty();
    };
  }

  /** Whether customer-service messages may follow it; WeChat says that of these three alone. */
  boolean opensConversation() {
    return CONVERSATIONS.contains(name);
  }

  private static Optional<MenuEvent> event(String name, @Nullable String key, String rest) {
    return Optional.of(new MenuEvent(name, String.valueOf(key), rest));
  }
}
