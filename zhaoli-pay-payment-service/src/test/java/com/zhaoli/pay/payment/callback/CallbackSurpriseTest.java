package com.zhaoli.pay.payment.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.zhaoli.pay.payment.channel.CallbackAnswer;
import com.zhaoli.pay.payment.channel.CallbackRefusedException.Reason;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelCallback;
import com.zhaoli.pay.payment.order.PaymentSettlement;
import com.zhaoli.pay.payment.refund.RefundSettlement;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever a strategy does, the channel is answered in its own way. */
@ExtendWith(OutputCaptureExtension.class)
class CallbackSurpriseTest {
  private final ChannelCallback<?> strategy = mock(ChannelCallback.class);
  private final CallbackTemplate callbacks =
      new CallbackTemplate(
          mock(PaymentSettlement.class),
          mock(RefundSettlement.class),
          mock(CallbackArchive.class),
          mock(TransactionTemplate.class),
          new SimpleMeterRegistry());

  @Test
  void aSurpriseInAStrategyIsAnsweredAsAFailureAndQuotesNothing(CapturedOutput output) {
    CallbackAnswer failure = new CallbackAnswer(500, "text/plain", "failure");
    when(strategy.channel()).thenReturn(new Channel("SOME"));
    when(strategy.refused(Reason.UNAVAILABLE)).thenReturn(failure);
    when(strategy.verify(any(), any()))
        .thenThrow(new UnsupportedOperationException("key hush of the account"));
    CallbackRequest request = new CallbackRequest(Map.of(), new byte[0]);
    assertThat(callbacks.receive(strategy, "platform", request)).isEqualTo(failure);
    assertThat(output.getAll())
        .contains("refused as UNAVAILABLE: java.lang.UnsupportedOperationException")
        .doesNotContain("hush");
  }
}
