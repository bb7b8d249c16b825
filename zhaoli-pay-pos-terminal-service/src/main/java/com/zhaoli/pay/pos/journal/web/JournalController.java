package com.zhaoli.pay.pos.journal.web;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.journal.JournalEntry;
import com.zhaoli.pay.pos.journal.Journals;
import com.zhaoli.pay.pos.journal.JudgedEntry;
import com.zhaoli.pay.pos.journal.Verdict;
import com.zhaoli.pay.pos.trade.TradeStatus;
import com.zhaoli.pay.pos.trade.web.SaleDTO;
import com.zhaoli.pay.pos.trade.web.TradeVO;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Journals of the terminal that signed. */
@RestController
class JournalController {
  private static final int MAX_ENTRIES = 100;

  private final Journals journals;

  JournalController(Journals journals) {
    this.journals = journals;
  }

  /**
   * An entry as the terminal has it.
   *
   * @param amount fen
   */
  record EntryDTO(
      @NotNull @Pattern(regexp = SaleDTO.TERMINAL_TRADE_NO) String terminalTradeNo,
      @NotNull @Min(1) @Max(SaleDTO.MAX_FEN) Long amount,
      @NotNull TradeStatus status) {
    JournalEntry entry() {
      return new JournalEntry(terminalTradeNo, new Money(amount), status);
    }
  }

  /** Some entries of a journal. */
  record JournalDTO(
      @NotNull @Size(min = 1, max = MAX_ENTRIES) List<@NotNull @Valid EntryDTO> entries) {}

  /** An entry's verdict. */
  record VerdictVO(String terminalTradeNo, Verdict verdict, @Nullable TradeVO trade) {
    static VerdictVO of(JudgedEntry judged) {
      return new VerdictVO(
          judged.entry().terminalTradeNo(),
          judged.verdict(),
          judged.trade() == null ? null : TradeVO.of(judged.trade()));
    }
  }

  /** Verdicts in the order of the entries. */
  record VerdictsVO(List<VerdictVO> entries) {}

  @PostMapping("/pos/v1/journals")
  VerdictsVO judge(HttpServletRequest request, @Valid @RequestBody JournalDTO journal) {
    return new VerdictsVO(
        journals
            .judge(
                DeviceIdentity.of(request),
                journal.entries().stream().map(EntryDTO::entry).toList())
            .stream()
            .map(VerdictVO::of)
            .toList());
  }
}
