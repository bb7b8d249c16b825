package com.zhaoli.pay.pos.shift.web;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.pos.cashier.CashierRole;
import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.shift.ShiftBO;
import com.zhaoli.pay.pos.shift.ShiftStatus;
import com.zhaoli.pay.pos.shift.Shifts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shifts at the terminal that signed. */
@RestController
@RequestMapping("/pos/v1/shifts")
class ShiftController {
  private final Shifts shifts;

  ShiftController(Shifts shifts) {
    this.shifts = shifts;
  }

  /** Who signs in. */
  record SignInDTO(
      @NotNull @Pattern(regexp = "[0-9]{2,8}") String cashierNo,
      @NotNull @Pattern(regexp = "[0-9]{6,12}") String pin) {

    /** Does not print the PIN. */
    @Override
    public String toString() {
      return "SignInDTO[cashierNo=" + cashierNo + "]";
    }
  }

  /** A shift as its terminal sees it. */
  record ShiftVO(
      String shiftNo,
      String cashierNo,
      CashierRole role,
      ShiftStatus status,
      Instant openedAt,
      @Nullable Instant closedAt) {
    static ShiftVO of(ShiftBO shift) {
      return new ShiftVO(
          shift.shiftNo(),
          shift.cashierNo(),
          shift.role(),
          shift.status(),
          shift.openedAt(),
          shift.closedAt());
    }
  }

  @PostMapping
  ResponseEntity<ShiftVO> signIn(HttpServletRequest request, @Valid @RequestBody SignInDTO who) {
    Shifts.SignIn signedIn =
        shifts.signIn(DeviceIdentity.of(request), who.cashierNo(), new Secret(who.pin()));
    return ResponseEntity.status(signedIn.created() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(ShiftVO.of(signedIn.shift()));
  }

  @GetMapping("/current")
  ShiftVO current(HttpServletRequest request) {
    return ShiftVO.of(shifts.current(DeviceIdentity.of(request)));
  }
}
