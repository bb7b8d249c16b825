package com.zhaoli.pay.common.client.pos;

import java.util.List;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** pos-terminal-service for the gateway. Errors arrive as {@code FeignException}. */
@FeignClient(name = "zhaoli-pay-pos-terminal-service", contextId = "posTerminalInternalApi")
public interface PosTerminalInternalApi {

  /** How many refusals one call may tell. */
  int MAX_REFUSALS = 100;

  /**
   * Puts on record what the gateway refused terminals itself.
   *
   * @param refusals 1 to {@link #MAX_REFUSALS}
   */
  @PostMapping("/internal/v1/terminal-refusals")
  void recordRefusals(@RequestBody List<TerminalRefusal> refusals);
}
