package com.zhaoli.pay.gateway.guard;

import com.zhaoli.pay.common.client.pos.PosTerminalInternalApi;
import com.zhaoli.pay.common.client.pos.TerminalRefusal;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.web.RequestIds;
import com.zhaoli.pay.signing.SigningHeaders;
import feign.FeignException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Has pos-terminal-service put on record what the gateway refuses terminals itself. Whoever is
 * refused does not wait for that, and cannot make it more than one call a second: what is too much
 * for that, or for the list while the service is away, is only counted. What waits when the gateway
 * ends is lost.
 */
@Component
public final class TerminalRefusals implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TerminalRefusals.class);
  private static final int WAITING = 10 * PosTerminalInternalApi.MAX_REFUSALS;
  private static final long PAUSE_SECONDS = 1;

  private final BlockingQueue<TerminalRefusal> waiting = new ArrayBlockingQueue<>(WAITING);
  private final PosTerminalInternalApi terminals;
  private final MeterRegistry meters;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "terminal-refusals");
            thread.setDaemon(true);
            return thread;
          });
  private final ScheduledFuture<?> telling;

  TerminalRefusals(PosTerminalInternalApi terminals, MeterRegistry meters) {
    this.terminals = terminals;
    this.meters = meters;
    this.telling =
        clock.scheduleWithFixedDelay(this::tell, PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
  }

  /** Counts the refusal, and keeps it until it is told. Never fails. */
  void add(HttpServletRequest request, ErrorCode code) {
    boolean kept =
        waiting.offer(
            new TerminalRefusal(
                TerminalRefusal.claimedBy(request.getHeader(SigningHeaders.APP_ID)),
                code,
                request.getMethod()
                    + " from "
                    + request.getRemoteAddr()
                    + " at the gateway, request "
                    + RequestIds.current()));
    meters
        .counter(
            "zhaoli.gateway.terminal.refused",
            "code",
            code.name(),
            "recorded",
            Boolean.toString(kept))
        .increment();
  }

  /** Nothing else takes from the list, so that its first ones are still those that were told. */
  private void tell() {
    List<TerminalRefusal> told =
        waiting.stream().limit(PosTerminalInternalApi.MAX_REFUSALS).toList();
    if (told.isEmpty()) {
      return;
    }
    try {
      terminals.recordRefusals(told);
    } catch (FeignException.FeignClientException e) {
      log.error("{} refusals of terminals cannot be put on record", told.size(), e);
    } catch (RuntimeException e) {
      log.warn("Refusals of terminals wait until they can be put on record: {}", e.getMessage());
      return;
    }
    told.forEach(one -> waiting.poll());
  }

  @Override
  public void close() {
    telling.cancel(false);
    clock.shutdown();
  }
}
