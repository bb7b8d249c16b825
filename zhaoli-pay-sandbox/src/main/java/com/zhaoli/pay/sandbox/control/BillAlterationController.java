package com.zhaoli.pay.sandbox.control;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.sandbox.bill.Alteration;
import com.zhaoli.pay.sandbox.bill.AlterationKind;
import com.zhaoli.pay.sandbox.bill.Alterations;
import com.zhaoli.pay.sandbox.order.Channel;
import com.zhaoli.pay.sandbox.order.OrderBook;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Makes bills lie about single orders, to see whether reconciliation finds it. */
@RestController
@RequestMapping("/sandbox/v1/bills/alterations")
final class BillAlterationController {
  private final OrderBook orders;
  private final Alterations alterations;

  BillAlterationController(OrderBook orders, Alterations alterations) {
    this.orders = orders;
    this.alterations = alterations;
  }

  /** Which order the bill of which channel lies about, and how. */
  record AlterationRequest(
      @NotNull Channel channel, @NotNull String channelOrderNo, @NotNull String kind) {}

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Alteration add(@Valid @RequestBody AlterationRequest request) {
    AlterationKind kind =
        AlterationKind.named(request.kind())
            .orElseThrow(() -> ApiException.of(ErrorCode.REQUEST_INVALID, "kind", "is not known"));
    SandboxOrder order =
        orders
            .find(request.channel(), request.channelOrderNo())
            .orElseThrow(
                () ->
                    ApiException.of(
                        ErrorCode.SANDBOX_NOT_FOUND, "channelOrderNo", "no such order"));
    return alterations.add(order, kind);
  }

  @GetMapping
  AlterationList list() {
    return new AlterationList(alterations.all());
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void clear() {
    alterations.clear();
  }

  record AlterationList(List<Alteration> alterations) {}
}
