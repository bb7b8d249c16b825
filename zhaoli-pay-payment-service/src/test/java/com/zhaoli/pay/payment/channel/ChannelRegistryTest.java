package com.zhaoli.pay.payment.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is registered in part, or twice, stops the service from starting. */
class ChannelRegistryTest {
  private static final Channel ONE = new Channel("ONE");
  private static final Channel TWO = new Channel("TWO");

  @Test
  void aWholeChannelIsFoundByNameAndPath() {
    ChannelRegistry registry = registry(List.of(strategy(ONE, "1")), List.of(callback(ONE, "one")));
    assertThat(registry.names()).containsExactly("ONE");
    assertThat(registry.find(ONE)).isPresent();
    assertThat(registry.findCallback("one")).isPresent();
    assertThat(registry.find(TWO)).isEmpty();
    assertThat(registry.findCallback("two")).isEmpty();
  }

  @Test
  void aChannelWithoutCallbackDoesNotStart() {
    assertThatIllegalStateException()
        .isThrownBy(() -> registry(List.of(strategy(ONE, "1")), List.of()))
        .withMessage("channel ONE has no ChannelCallback");
  }

  @Test
  void aChannelWithoutAccountTypeDoesNotStart() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                registry(
                    List.of(strategy(TWO, "2")), List.of(callback(TWO, "two")), List.of(type(ONE))))
        .withMessage("channel TWO has no ChannelAccountType");
  }

  @Test
  void aCallbackOfNoChannelDoesNotStart() {
    assertThatIllegalStateException()
        .isThrownBy(() -> registry(List.of(), List.of(callback(ONE, "one"))))
        .withMessage("there is a callback of channel ONE, and no PaymentChannel");
  }

  @Test
  void twoOfANameDoNotStart() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                registry(
                    List.of(strategy(ONE, "1"), strategy(ONE, "1")), List.of(callback(ONE, "one"))))
        .withMessage("two strategies are called ONE");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                registry(
                    List.of(strategy(ONE, "1"), strategy(TWO, "2")),
                    List.of(callback(ONE, "same"), callback(TWO, "same"))))
        .withMessage("two strategies are called same");
  }

  @Test
  void anAddressThatCannotBeOneDoesNotStart() {
    assertThatIllegalStateException()
        .isThrownBy(() -> registry(List.of(strategy(ONE, "1")), List.of(callback(ONE, "o/ne"))))
        .withMessage("\"o/ne\" cannot be the end of a callback's address");
  }

  @Test
  void aBarcodeThatTwoWalletsClaimIsNobodys() {
    ChannelRegistry registry =
        registry(
            List.of(strategy(ONE, "11"), strategy(TWO, "1")),
            List.of(callback(ONE, "one"), callback(TWO, "two")));
    assertThat(registry.ofAuthCode("1234")).contains(TWO);
    assertThat(registry.ofAuthCode("1134")).isEmpty();
    assertThat(registry.ofAuthCode("2234")).isEmpty();
  }

  private static ChannelRegistry registry(
      List<PaymentChannel> channels, List<ChannelCallback<?>> callbacks) {
    return registry(channels, callbacks, List.of(type(ONE), type(TWO)));
  }

  private static ChannelRegistry registry(
      List<PaymentChannel> channels,
      List<ChannelCallback<?>> callbacks,
      List<ChannelAccountType> types) {
    return new ChannelRegistry(
        channels, callbacks, List.of(), List.of(), types, new SimpleMeterRegistry());
  }

  private static PaymentChannel strategy(Channel channel, String authCodePrefix) {
    PaymentChannel strategy = mock(PaymentChannel.class);
    when(strategy.channel()).thenReturn(channel);
    when(strategy.isAuthCode(anyString()))
        .thenAnswer(call -> call.<String>getArgument(0).startsWith(authCodePrefix));
    return strategy;
  }

  private static ChannelCallback<?> callback(Channel channel, String pathName) {
    ChannelCallback<?> callback = mock(ChannelCallback.class);
    when(callback.channel()).thenReturn(channel);
    when(callback.pathName()).thenReturn(pathName);
    return callback;
  }

  private static ChannelAccountType type(Channel channel) {
    ChannelAccountType type = mock(ChannelAccountType.class);
    when(type.channel()).thenReturn(channel);
    return type;
  }
}
