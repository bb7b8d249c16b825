package com.zhaoli.pay.payment.sync.web;

import com.zhaoli.pay.common.client.payment.SyncBatchRequest;
import com.zhaoli.pay.common.client.payment.SyncBatchResult;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.sync.SyncSweep;
import com.zhaoli.pay.payment.sync.SyncSweep.Summary;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The status sync for the job service, one shard at a time. */
@RestController
class SyncBatchController {
  private static final int MAX_SHARDS = 1_024;
  private static final int MAX_LIMIT = 500;

  private final SyncSweep sweep;

  SyncBatchController(SyncSweep sweep) {
    this.sweep = sweep;
  }

  @PostMapping("/internal/v1/payments/sync-batch")
  SyncBatchResult syncBatch(@RequestBody SyncBatchRequest request) {
    requireBounds(request);
    Summary summary = sweep.sweep(request.index(), request.total(), request.limit());
    return new SyncBatchResult(summary.examined(), summary.changed(), summary.failed());
  }

  private static void requireBounds(SyncBatchRequest request) {
    Map<String, String> problems = new TreeMap<>();
    if (request.total() < 1 || request.total() > MAX_SHARDS) {
      problems.put("total", "must be 1 to " + MAX_SHARDS);
    } else if (request.index() < 0 || request.index() >= request.total()) {
      problems.put("index", "must be 0 to total - 1");
    }
    if (request.limit() < 1 || request.limit() > MAX_LIMIT) {
      problems.put("limit", "must be 1 to " + MAX_LIMIT);
    }
    if (!problems.isEmpty()) {
      throw new ApiException(ErrorCode.REQUEST_INVALID, problems);
    }
  }
}
