package com.zhaoli.pay.payment.cashier;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Which ways to pay make sense where. A User-Agent header decides what is shown and never what is
 * allowed: anybody can send any.
 */
final class Offers {
  private static final Set<PaymentMethod> AGGREGATED =
      Set.of(PaymentMethod.NATIVE, PaymentMethod.JSAPI, PaymentMethod.WAP);

  private Offers() {}

  /** Whether a payment of one method can be opened in this way at all. */
  static boolean permits(PaymentMethod payment, PaymentMethod way) {
    return switch (payment) {
      case AGGREGATE_QR -> AGGREGATED.contains(way);
      case NATIVE, JSAPI, WAP, PAGE -> payment == way;
      case BARCODE -> false;
    };
  }

  /**
   * The offers in their order.
   *
   * @param supports whether a wallet has a way, and we can use it
   * @param here the wallet whose own browser this is
   */
  static List<Offer> of(
      PaymentMethod payment,
      List<Channel> wallets,
      BiPredicate<Channel, PaymentMethod> supports,
      Optional<Channel> here,
      boolean phone) {
    List<Offer> offers = new ArrayList<>();
    for (Channel wallet : wallets) {
      for (PaymentMethod way : waysAt(payment, wallet, here, phone)) {
        if (permits(payment, way) && supports.test(wallet, way)) {
          offers.add(new Offer(wallet, way));
        }
      }
    }
    Optional<Offer> atHome =
        offers.stream().filter(offer -> offer.method() == PaymentMethod.JSAPI).findFirst();
    return atHome.map(List::of).orElseGet(() -> List.copyOf(offers));
  }

  /** Inside a wallet its own way, else codes; wallets do not open each other's pages. */
  private static List<PaymentMethod> waysAt(
      PaymentMethod payment, Channel wallet, Optional<Channel> here, boolean phone) {
    if (here.isPresent()) {
      return here.get().equals(wallet)
          ? List.of(PaymentMethod.JSAPI, PaymentMethod.NATIVE)
          : List.of(PaymentMethod.NATIVE);
    }
    // The page of a wallet that opens its app is of use on a phone, or where there is no other way.
    return phone || payment != PaymentMethod.AGGREGATE_QR
        ? List.of(PaymentMethod.WAP, PaymentMethod.PAGE, PaymentMethod.NATIVE)
        : List.of(PaymentMethod.NATIVE);
  }
}
