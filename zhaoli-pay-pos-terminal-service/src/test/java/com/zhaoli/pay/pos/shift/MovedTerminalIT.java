package com.zhaoli.pay.pos.shift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.pos.Device;
import com.zhaoli.pay.pos.PosItCase;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A terminal that is moved leaves nothing open behind it, and brings nothing along. */
class MovedTerminalIT extends PosItCase {

  private static void sell(Device device, String number, long fen) throws Exception {
    device
        .posts(
            "/pos/v1/trades",
            """
            {"terminalTradeNo":"%s","method":"BARCODE","amount":%d,"authCode":"134567890123456789"}
            """
                .formatted(number, fen))
        .andExpect(status().isCreated());
  }

  private String shiftNo(Device device) throws Exception {
    return body(device.gets("/pos/v1/shifts/current")).get("shiftNo").asString();
  }

  private Map<String, Object> row(String shiftNo) {
    return sql.queryForMap("SELECT * FROM shift WHERE shift_no = ?", shiftNo);
  }

  private boolean isSettled(String shiftNo) {
    return row(shiftNo).get("totals_due_at") == null;
  }

  @Test
  void aCashierSignsInAtTheNewMerchantAndTheOldShiftEndsWithThePlatformsTotals() throws Exception {
    Device before = atWork();
    String shift = shiftNo(before);
    sell(before, "t1", 1);
    sell(before, "t2", 2);
    String other = Ids.merchantNo();

    Device device = moved(before, other, "store_2");

    signInAt(device, other, "store_2").andExpect(status().isCreated());
    await().until(() -> isSettled(shift));
    assertThat(row(shift))
        .containsEntry("status", "CLOSED")
        .containsEntry("closed_by", "opr_1")
        .containsEntry("open_terminal", null)
        .containsEntry("agreed", null);
    assertThat(sql.queryForMap("SELECT * FROM shift_total WHERE shift_no = ?", shift))
        .containsEntry("channel", "WECHAT")
        .containsEntry("payment_count", 1L)
        .containsEntry("payment_amount_fen", 1L)
        .containsEntry("told_payment_count", null);
    auditLogOf(device.terminalNo())
        .andExpect(jsonPath("$.items[?(@.action == 'SHIFT_ENDED')].detail").value(hasItem(shift)));
    device
        .posts("/pos/v1/shifts/" + shift + "/sign-off", "{\"totals\":[]}")
        .andExpect(status().isNotFound());
  }

  @Test
  void theTotalsWaitUntilAllTradesAreFinal() throws Exception {
    Device before = atWork();
    String shift = shiftNo(before);
    sell(before, "t1", 700);
    String trade =
        String.valueOf(
            sql.queryForObject(
                "SELECT trade_no FROM trade WHERE shift_no = ?", String.class, shift));

    Device device = moved(before, merchant, "store_2");

    // The first look finds an open trade, and puts the next one off.
    await()
        .until(
            () ->
                Boolean.TRUE.equals(
                    sql.queryForObject(
                        "SELECT totals_due_at > closed_at FROM shift WHERE shift_no = ?",
                        Boolean.class,
                        shift)));
    assertThat(isSettled(shift)).isFalse();
    device
        .posts("/pos/v1/shifts/" + shift + "/sign-off", "{\"totals\":[]}")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("SHIFT_HAS_OPEN_TRADES"));
    device
        .gets("/pos/v1/shifts/" + shift + "/receipt")
        .andExpect(jsonPath("$.code").value("SHIFT_HAS_OPEN_TRADES"));

    payments().pay(trade);
    sql.update("UPDATE shift SET totals_due_at = closed_at WHERE shift_no = ?", shift);

    await()
        .until(
            () ->
                "SUCCEEDED"
                    .equals(
                        sql.queryForObject(
                            "SELECT status FROM trade WHERE trade_no = ?", String.class, trade)));
    sql.update(
        "UPDATE shift SET totals_due_at = closed_at WHERE shift_no = ? AND totals_due_at IS NOT NULL",
        shift);
    await().until(() -> isSettled(shift));
    device
        .posts("/pos/v1/shifts/" + shift + "/sign-off", "{\"totals\":[]}")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.agreed").value(false))
        .andExpect(jsonPath("$.closedBy").value("PLATFORM"))
        .andExpect(jsonPath("$.differences").isEmpty())
        .andExpect(jsonPath("$.totals[0].paymentAmount").value(700));
  }

  @Test
  void aShiftThatWasOpenAtAMoveOfOldTimesEndsAtTheNextSignIn() throws Exception {
    Device before = atWork();
    String shift = shiftNo(before);
    String other = Ids.merchantNo();
    Device device = moved(before, other, STORE);
    // As a request leaves it that was let in before the move and began the shift after it.
    sql.update(
        "UPDATE shift SET status = 'OPEN', open_terminal = terminal_no, closed_at = NULL,"
            + " closed_by = NULL, totals_due_at = NULL WHERE shift_no = ?",
        shift);

    signInAt(device, other, STORE).andExpect(status().isCreated());

    assertThat(row(shift)).containsEntry("status", "CLOSED").containsEntry("closed_by", "platform");
  }

  @Test
  void aMessageForOnePlaceIsNotShownAtTheNext() throws Exception {
    Device before = activated();
    merchantPosts(
            "/openapi/v1/terminals/" + before.terminalNo() + "/messages",
            "{\"title\":\"内部通知\",\"text\":\"今晚盘点\"}")
        .andExpect(status().isCreated());
    String other = Ids.merchantNo();

    Device device = moved(before, other, STORE);

    device
        .posts("/pos/v1/heartbeats", "{}")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.messages").isEmpty());
    merchantPosts(
        other,
        "/openapi/v1/terminals/" + device.terminalNo() + "/messages",
        "{\"title\":\"欢迎\",\"text\":\"新店\"}");
    device
        .posts("/pos/v1/heartbeats", "{}")
        .andExpect(jsonPath("$.messages.length()").value(1))
        .andExpect(jsonPath("$.messages[0].title").value("欢迎"));
  }
}
