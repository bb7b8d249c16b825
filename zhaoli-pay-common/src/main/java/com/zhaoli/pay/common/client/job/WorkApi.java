package com.zhaoli.pay.common.client.job;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/**
 * Batch work of a service, by its name. A run is planned once into ranges of keys, whose bounds
 * stay what they are while the work goes on; then keys are taken from a range, and handed back in
 * batches. Everything may be asked again: a key that was done, or that is no longer due, has no
 * second effect. Errors arrive as {@code FeignException}.
 */
public interface WorkApi {

  /** The ranges of all that is to be done. */
  @PostMapping("/internal/v1/work/{work}/plan")
  WorkPlan plan(@PathVariable("work") String work, @RequestBody WorkScope scope);

  /** The keys of a range that are still to be done, in order. */
  @PostMapping("/internal/v1/work/{work}/keys")
  WorkKeys keys(@PathVariable("work") String work, @RequestBody WorkRange range);

  /** Does the work of some keys, one after the other. */
  @PostMapping("/internal/v1/work/{work}/batch")
  WorkResult batch(@PathVariable("work") String work, @RequestBody WorkBatch batch);
}
