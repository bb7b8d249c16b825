package com.zhaoli.pay.payment.page;

import com.zhaoli.pay.payment.channel.ChannelProperties;
import java.net.URI;
import org.springframework.stereotype.Component;

/** The addresses of our pages as the world sees them. */
@Component
public class PageAddresses {
  private final URI publicUrl;

  PageAddresses(ChannelProperties properties) {
    this.publicUrl = properties.publicUrl();
  }

  /** A payment's cashier. */
  public URI cashier(String payToken) {
    return URI.create(publicUrl + "/cashier/" + payToken);
  }

  /** Where a wallet sends the browser after it said who the payer is. */
  public URI signedIn(String payToken) {
    return URI.create(cashier(payToken) + "/signed-in");
  }

  /** What the QR code of a store says. */
  public URI store(String storeCode) {
    return URI.create(publicUrl + "/q/" + storeCode);
  }
}
