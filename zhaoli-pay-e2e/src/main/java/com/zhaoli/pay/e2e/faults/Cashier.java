package com.zhaoli.pay.e2e.faults;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.Result;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.zhaoli.pay.e2e.JsonHttp;
import com.zhaoli.pay.e2e.JsonHttp.Answer;
import com.zhaoli.pay.e2e.faults.plan.Wallet;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** The cashier's page as a payer's browser uses it. */
public final class Cashier {
  private static final Map<String, String> BROWSER =
      Map.of(
          "User-Agent",
          "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Mobile",
          "Sec-Fetch-Site",
          "same-origin");

  private final URI gateway;
  private final JsonHttp http;
  private final Sandbox sandbox;

  public Cashier(URI gateway, JsonHttp http, Sandbox sandbox) {
    this.gateway = gateway;
    this.http = http;
    this.sandbox = sandbox;
  }

  /** What came of opening a payment. */
  public sealed interface Opening {

    /** The order that can be paid, by a name that the sandbox takes. */
    record Opened(Map<String, String> order) implements Opening {}

    /** It cannot be opened, and asking again would not help. */
    record Refused() implements Opening {}

    /** No answer, or none that says so: ask again. */
    record Unclear() implements Opening {}
  }

  /** Opens a payment in a wallet, as a code or as the wallet's page. */
  public Opening open(String payToken, Wallet wallet, boolean asPage) {
    String cashier = "/cashier/" + payToken;
    Answer answer =
        http.post(
            gateway.resolve(cashier + "/open"),
            BROWSER,
            Map.of("channel", wallet.name(), "method", asPage ? "WAP" : "NATIVE"));
    if (answer.status() != 200) {
      boolean again = answer.status() >= 500 || answer.status() == 409 || answer.status() == 429;
      return again ? new Opening.Unclear() : new Opening.Refused();
    }
    Map<String, String> order =
        asPage
            ? page(answer.body().path("opened").path("payParams").path("payUrl").asString(""))
            : code(cashier + "/code.png?channel=" + wallet.name());
    return order == null ? new Opening.Refused() : new Opening.Opened(order);
  }

  private @Nullable Map<String, String> page(String payUrl) {
    return payUrl.isEmpty() ? null : sandbox.page(payUrl);
  }

  /** What the payer's phone reads in the picture; null when there is no code any more. */
  private @Nullable Map<String, String> code(String path) {
    byte[] png = http.bytes(gateway.resolve(path));
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
      if (image == null) {
        return null;
      }
      // The simple reader takes one in two hundred faultless codes for none.
      Result[] codes =
          new QRCodeMultiReader()
              .decodeMultiple(
                  new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image))),
                  Map.of(DecodeHintType.TRY_HARDER, true));
      return codes.length == 0 ? null : Map.of("codeUrl", codes[0].getText());
    } catch (IOException | NotFoundException e) {
      return null;
    }
  }
}
