package com.zhaoli.pay.notify.dispatch.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.message.BatchFormatException;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.notify.dispatch.EventIntake;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes event batches of payment-service in dispatch mode async. */
@RestController
class EventController {
  private final EventIntake intake;

  EventController(EventIntake intake) {
    this.intake = intake;
  }

  @PostMapping(path = "/internal/v1/events", consumes = EventBatchCodec.CONTENT_TYPE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  void accept(HttpServletRequest request) throws IOException {
    byte[] frame = request.getInputStream().readNBytes(EventBatchCodec.MAX_POSTED_BYTES + 1);
    if (frame.length > EventBatchCodec.MAX_POSTED_BYTES) {
      throw new ApiException(ErrorCode.BODY_TOO_LARGE);
    }
    try {
      intake.accept(frame);
    } catch (BatchFormatException e) {
      throw ApiException.of(
          ErrorCode.EVENT_BATCH_MALFORMED, "frame", String.valueOf(e.getMessage()));
    }
  }
}
