package com.zhaoli.pay.pos.signoff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The totals of one channel as both sides have them.
 *
 * @param ours the platform's
 * @param told the terminal's; null where it was not asked
 */
public record TotalsPair(ChannelTotals ours, @Nullable ChannelTotals told) {

  /** A number that is not the same. */
  public record Difference(String channel, String field, long terminal, long platform) {}

  /** Every channel that either side has, by name. */
  static List<TotalsPair> of(List<ChannelTotals> ours, List<ChannelTotals> told) {
    Map<String, ChannelTotals> oursByChannel = byChannel(ours);
    Map<String, ChannelTotals> toldByChannel = byChannel(told);
    TreeSet<String> channels = new TreeSet<>(oursByChannel.keySet());
    channels.addAll(toldByChannel.keySet());
    return channels.stream()
        .map(
            channel ->
                new TotalsPair(
                    oursByChannel.getOrDefault(channel, ChannelTotals.none(channel)),
                    toldByChannel.getOrDefault(channel, ChannelTotals.none(channel))))
        .toList();
  }

  private static Map<String, ChannelTotals> byChannel(List<ChannelTotals> totals) {
    return totals.stream().collect(Collectors.toMap(ChannelTotals::channel, Function.identity()));
  }

  /** Every channel that the platform has, for a shift that its terminal has left. */
  static List<TotalsPair> untold(List<ChannelTotals> ours) {
    return ours.stream().map(totals -> new TotalsPair(totals, null)).toList();
  }

  /** All numbers that are not the same. */
  public Stream<Difference> differences() {
    if (told == null) {
      return Stream.empty();
    }
    List<Difference> found = new ArrayList<>();
    compare("paymentCount", told.paymentCount(), ours.paymentCount(), found);
    compare("paymentAmount", told.paymentAmount().fen(), ours.paymentAmount().fen(), found);
    compare("refundCount", told.refundCount(), ours.refundCount(), found);
    compare("refundAmount", told.refundAmount().fen(), ours.refundAmount().fen(), found);
    return found.stream();
  }

  private void compare(String field, long terminal, long platform, List<Difference> found) {
    if (terminal != platform) {
      found.add(new Difference(ours.channel(), field, terminal, platform));
    }
  }
}
