package com.zhaoli.pay.payment.statement.web;

import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.payment.reconcile.BusinessDay;
import com.zhaoli.pay.payment.statement.StatementCursor;
import com.zhaoli.pay.payment.statement.StatementRow;
import com.zhaoli.pay.payment.statement.StatementTotals;
import com.zhaoli.pay.payment.statement.Statements;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Daily statements for merchants. The gateway has checked the signature and says whose it was. */
@RestController
@RequestMapping("/openapi/v1/bills")
class BillController {
  private static final Logger log = LoggerFactory.getLogger(BillController.class);

  private final Statements statements;

  BillController(Statements statements) {
    this.statements = statements;
  }

  /**
   * A page of a day.
   *
   * @param after the {@code next} of the page before
   */
  @GetMapping(params = "format!=csv")
  StatementVO page(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate date,
      @RequestParam(defaultValue = "json")
          @Pattern(regexp = "json", message = "must be json or csv") String format,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "100")
          @Min(value = 1, message = "must be 1 to 500") @Max(value = 500, message = "must be 1 to 500") int limit) {
    BusinessDay day = BusinessDay.asked(date, "date");
    statements.requireReady(day);
    StatementCursor cursor = after == null ? null : StatementCursor.parse(after);
    @Nullable StatementTotals totals = cursor == null ? statements.totals(merchantNo, day) : null;
    return StatementVO.of(date, totals, statements.page(merchantNo, day, cursor, limit));
  }

  /**
   * A day as a file, written page by page. What breaks off has no last line of sums, since the
   * status is sent before the rows.
   */
  @GetMapping(params = "format=csv")
  void file(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate date,
      HttpServletResponse response)
      throws IOException {
    BusinessDay day = BusinessDay.asked(date, "date");
    statements.requireReady(day);
    response.setContentType("text/csv");
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.setHeader(
        "Content-Disposition", "attachment; filename=\"bill-%s.csv\"".formatted(date));
    Writer out = response.getWriter();
    out.write(StatementCsv.BYTE_ORDER_MARK);
    out.write(StatementCsv.header());
    try {
      StatementTotals totals = statements.read(merchantNo, day, rows -> write(out, rows));
      out.write(StatementCsv.totals(totals));
      out.flush();
    } catch (RuntimeException e) {
      if (!response.isCommitted()) {
        response.reset();
        throw e;
      }
      log.warn("the bill of {} for {} broke off", merchantNo, date, e);
    }
  }

  private static void write(Writer out, List<StatementRow> rows) {
    try {
      for (StatementRow row : rows) {
        out.write(StatementCsv.row(row));
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
