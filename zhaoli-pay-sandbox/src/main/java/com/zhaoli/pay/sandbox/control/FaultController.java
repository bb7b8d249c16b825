package com.zhaoli.pay.sandbox.control;

import com.zhaoli.pay.sandbox.fault.Fault;
import com.zhaoli.pay.sandbox.fault.Faults;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Puts faults in force, and ends them. */
@RestController
@RequestMapping("/sandbox/v1/faults")
final class FaultController {
  private final Faults faults;

  FaultController(Faults faults) {
    this.faults = faults;
  }

  /** A fault to be put in force; it strikes {@code count} times, or at {@code rate} of chances. */
  record FaultRequest(
      @NotNull String target,
      @NotNull String kind,
      @Nullable Integer count,
      @Nullable Double rate,
      @Nullable Long millis,
      @Nullable Long seed) {}

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Fault add(@Valid @RequestBody FaultRequest request) {
    return faults.add(
        request.target(),
        request.kind(),
        request.count(),
        request.rate(),
        request.millis(),
        request.seed());
  }

  @GetMapping
  FaultList list() {
    return new FaultList(faults.inForce());
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void clear(@RequestParam(required = false) @Nullable String target) {
    faults.clear(target);
  }

  record FaultList(List<Fault> faults) {}
}
