package com.zhaoli.pay.pos.journal.web;

import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.pos.journal.ConflictBO;
import com.zhaoli.pay.pos.journal.Journals;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Conflicts of terminals' journals, for operators. */
@RestController
class JournalOpsController {
  private final Journals journals;

  JournalOpsController(Journals journals) {
    this.journals = journals;
  }

  /**
   * Some conflicts, the newest first.
   *
   * @param next value of {@code after} for the page behind it; absent on the last page
   */
  record ConflictPageVO(List<ConflictBO> items, @Nullable Long next) {}

  @GetMapping("/ops/v1/terminals/journal-conflicts")
  ConflictPageVO page(
      HttpServletRequest request,
      @RequestParam(name = "terminalNo", required = false) @Nullable String terminalNo,
      @RequestParam(name = "after", required = false) @Nullable Long after,
      @RequestParam(name = "limit", defaultValue = "50") @Min(1) @Max(200) int limit) {
    ActingOperator.of(request);
    List<ConflictBO> found = journals.conflicts(terminalNo, after, limit);
    return new ConflictPageVO(found, found.size() < limit ? null : found.get(limit - 1).id());
  }
}
