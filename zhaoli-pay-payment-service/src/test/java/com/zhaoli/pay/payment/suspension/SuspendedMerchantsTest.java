package com.zhaoli.pay.payment.suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuspendedMerchantsTest {
  private final MerchantInternalApi merchants = mock();
  private final SuspendedMerchants suspended = new SuspendedMerchants(merchants);

  private void tells(List<String> numbers) {
    doAnswer(
            call ->
                numbers.stream()
                    .filter(no -> no.compareTo(call.getArgument(0)) > 0)
                    .limit(call.<Integer>getArgument(1))
                    .toList())
        .when(merchants)
        .suspendedMerchants(anyString(), anyInt());
  }

  private void isAway() {
    doThrow(new IllegalStateException("no instance"))
        .when(merchants)
        .suspendedMerchants(anyString(), anyInt());
  }

  @Test
  void whoIsToldIsRefusedAndNobodyElse() {
    tells(List.of("mch_2"));

    assertThatThrownBy(() -> suspended.requireNot("mch_2"))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MERCHANT_SUSPENDED));
    assertThatCode(() -> suspended.requireNot("mch_1")).doesNotThrowAnyException();
  }

  @Test
  void pagesAreReadToTheEnd() {
    tells(IntStream.range(0, 2_500).mapToObj(i -> "mch_%05d".formatted(i)).toList());

    assertThat(suspended.isSuspended("mch_02499")).isTrue();
    assertThat(suspended.isSuspended("mch_02500")).isFalse();
  }

  @Test
  void whatWasSaidLastCountsWhileNobodyAnswers() {
    tells(List.of("mch_2"));
    suspended.refresh();
    isAway();
    suspended.refresh();

    assertThat(suspended.isSuspended("mch_2")).isTrue();
    assertThat(suspended.isSuspended("mch_1")).isFalse();
  }

  @Test
  void beforeTheFirstAnswerNobodysPaymentBegins() {
    isAway();

    assertThatThrownBy(() -> suspended.requireNot("mch_1"))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UPSTREAM_UNAVAILABLE));

    tells(List.of());
    assertThatCode(() -> suspended.requireNot("mch_1")).doesNotThrowAnyException();
  }
}
