package com.zhaoli.pay.pos.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.zhaoli.pay.pos.Device;
import com.zhaoli.pay.pos.PosItCase;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.ResultActions;

/** Receipts as a till prints them. */
class ReceiptIT extends PosItCase {
  private static final String SALES = "/pos/v1/trades";

  /** Numbers that are made anew each time, in the width that they have. */
  private static final String ID = "[0-9A-HJKMNP-TV-Z]{26}";

  private static final String ZEROS = "0".repeat(26);

  @AfterEach
  void theShopAndItsStoreHaveNoNamesAgain() {
    SHOP.set(null);
    STORE_NAME.set(null);
  }

  private static void sell(Device device, String number, long fen) throws Exception {
    device
        .posts(
            SALES,
            """
            {"terminalTradeNo":"%s","method":"BARCODE","amount":%d,"subject":"拿铁咖啡（大杯）","authCode":"134567890123456789"}
            """
                .formatted(number, fen))
        .andExpect(status().isCreated());
  }

  private static String text(ResultActions answer) throws Exception {
    byte[] bytes =
        answer
            .andExpect(status().isOk())
            .andExpect(
                content().contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8)))
            .andReturn()
            .getResponse()
            .getContentAsByteArray();
    return new String(bytes, StandardCharsets.UTF_8)
        .replaceAll(ID, ZEROS)
        .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}", "2026-01-01 08:00:00");
  }

  private String shiftNo(Device device) throws Exception {
    return body(device.gets("/pos/v1/shifts/current")).get("shiftNo").asString();
  }

  private void configure(Device device) throws Exception {
    merchantPuts(
            merchant,
            "/openapi/v1/terminals/" + device.terminalNo() + "/configuration",
            """
            {"receiptHeader":["人民广场店"],"receiptFooter":["谢谢惠顾","Tel 021-5555 0100"],"receiptColumns":48}
            """)
        .andExpect(status().isOk());
  }

  @Test
  void aPaidTradeOnNarrowPaper() throws Exception {
    SHOP.set("找力咖啡");
    Device device = atWork();
    configure(device);
    sell(device, "20260101-0001", 1);

    assertThat(text(device.gets(SALES + "/20260101-0001/receipt?columns=32&copy=MERCHANT")))
        .isEqualTo(
            """
                        找力咖啡
                       人民广场店
                     消费 商户存根
            --------------------------------
            商户号
              mch_00000000000000000000000000
            门店号                   store_1
            终端号
              trm_00000000000000000000000000
            收银员                      1001
            --------------------------------
            支付方式                微信支付
            终端交易号         20260101-0001
            支付单号
              pay_00000000000000000000000000
            渠道单号                 4200001
            商品            拿铁咖啡（大杯）
            时间         2026-01-01 08:00:00
            状态                    收款成功
            --------------------------------
                         0.01元
            --------------------------------
                        谢谢惠顾
                   Tel 021-5555 0100
            """);
  }

  @Test
  void aPaidTradeOnTheWidePaperOfTheConfiguration() throws Exception {
    SHOP.set("找力咖啡");
    Device device = atWork();
    configure(device);
    sell(device, "20260101-0001", 1);

    assertThat(text(device.gets(SALES + "/20260101-0001/receipt?reprint=true")))
        .isEqualTo(
            """
                                找力咖啡
                               人民广场店
                             消费 顾客存根
                          ** 重打印 REPRINT **
            ------------------------------------------------
            商户号            mch_00000000000000000000000000
            门店号                                   store_1
            终端号            trm_00000000000000000000000000
            收银员                                      1001
            ------------------------------------------------
            支付方式                                微信支付
            终端交易号                         20260101-0001
            支付单号          pay_00000000000000000000000000
            渠道单号                                 4200001
            商品                            拿铁咖啡（大杯）
            时间                         2026-01-01 08:00:00
            状态                                    收款成功
            ------------------------------------------------
                                 0.01元
            ------------------------------------------------
                                谢谢惠顾
                           Tel 021-5555 0100
            """);
  }

  @Test
  void withoutMerchantServiceAReceiptLacksTheNameOnly() throws Exception {
    Device device = atWork();
    sell(device, "t1", 2);

    assertThat(text(device.gets(SALES + "/t1/receipt")))
        .startsWith("         消费 顾客存根\n")
        .contains("状态                    收款失败\n", "原因                   NOTENOUGH\n");
  }

  @Test
  void aStoreThatTheMerchantHasMadeIsCalledByItsName() throws Exception {
    STORE_NAME.set("人民广场店");
    Device device = atWork();
    sell(device, "t1", 1);

    assertThat(text(device.gets(SALES + "/t1/receipt")))
        .contains("门店                  人民广场店\n门店号                   store_1\n");
  }

  @Test
  void aPrinterGetsItsCommandsAndChineseText() throws Exception {
    Device device = atWork();
    sell(device, "t1", 1);

    byte[] printed =
        device
            .gets(SALES + "/t1/receipt?format=escpos")
            .andExpect(status().isOk())
            .andExpect(content().contentType(MediaType.APPLICATION_OCTET_STREAM))
            .andReturn()
            .getResponse()
            .getContentAsByteArray();

    assertThat(printed).startsWith(0x1b, '@', 0x1c, '&').endsWith(0x1d, 'V', 1);
    assertThat(new String(printed, Charset.forName("GB18030")))
        .contains("收款成功\n", "\u001d!\u0011\u001c!\u000c0.01元\n", "拿铁咖啡（大杯）");
  }

  @Test
  void aTradeThatIsNotFinalHasNoReceipt() throws Exception {
    Device device = atWork();
    sell(device, "t1", 700);

    device
        .gets(SALES + "/t1/receipt")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("TRADE_STATE_INVALID"))
        .andExpect(jsonPath("$.details.status").value("PAYING"));
    device.gets(SALES + "/t2/receipt").andExpect(jsonPath("$.code").value("TRADE_NOT_FOUND"));
    atWork().gets(SALES + "/t1/receipt").andExpect(jsonPath("$.code").value("TRADE_NOT_FOUND"));
  }

  @Test
  void aRefundNamesWhoAllowedItAndThePaymentItIsOf() throws Exception {
    Device device = atWork();
    cashier("9001", "SUPERVISOR", "135790");
    sell(device, "t1", 1);
    device
        .posts(
            "/pos/v1/refunds",
            """
            {"terminalRefundNo":"r1","terminalTradeNo":"t1","amount":1,"reason":"退货","supervisorNo":"9001","pin":"135790"}
            """)
        .andExpect(status().isCreated());
    await()
        .until(
            () ->
                body(device.gets("/pos/v1/refunds/r1"))
                    .get("status")
                    .asString()
                    .equals("SUCCEEDED"));

    assertThat(text(device.gets("/pos/v1/refunds/r1/receipt?columns=48")))
        .isEqualTo(
            """
                             退款 顾客存根
            ------------------------------------------------
            商户号            mch_00000000000000000000000000
            门店号                                   store_1
            终端号            trm_00000000000000000000000000
            收银员                                      1001
            授权主管                                    9001
            ------------------------------------------------
            退款至                                  微信支付
            终端退款号                                    r1
            退款单号          ref_00000000000000000000000000
            原支付单号        pay_00000000000000000000000000
            原渠道单号                               4200001
            退款原因                                    退货
            时间                         2026-01-01 08:00:00
            状态                                    退款成功
            ------------------------------------------------
                                 0.01元
            """);
    device.gets("/pos/v1/refunds/r2/receipt").andExpect(status().isNotFound());
  }

  @Test
  void receiptsNameTheStoreInWhichTheyWereMadeAlsoWhenTheTerminalStandsInAnother()
      throws Exception {
    Device before = atWork();
    String shift = shiftNo(before);
    cashier("9001", "SUPERVISOR", "135790");
    sell(before, "t1", 1);
    before
        .posts(
            "/pos/v1/refunds",
            """
            {"terminalRefundNo":"r1","terminalTradeNo":"t1","amount":1,"supervisorNo":"9001","pin":"135790"}
            """)
        .andExpect(jsonPath("$.status").value("SUCCEEDED"));

    Device device = moved(before, merchant, "store_2");

    String made = "门店号                   store_1\n";
    assertThat(text(device.gets(SALES + "/t1/receipt"))).contains(made);
    assertThat(text(device.gets("/pos/v1/refunds/r1/receipt")))
        .contains(made, "原渠道单号               4200001\n");
    assertThat(text(device.gets("/pos/v1/shifts/" + shift + "/receipt"))).contains(made);
  }

  @Test
  void aShiftThatDidNotAgreeShowsBothSides() throws Exception {
    Device device = atWork();
    String shift = shiftNo(device);
    sell(device, "t1", 1);
    device
        .gets("/pos/v1/shifts/" + shift + "/receipt")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("SHIFT_OPEN"))
        .andExpect(jsonPath("$.details.cashierNo").value("1001"));
    device.posts(
        "/pos/v1/shifts/" + shift + "/sign-off",
        """
        {"totals":[{"channel":"WECHAT","paymentCount":1,"paymentAmount":101,"refundCount":0,"refundAmount":0}]}
        """);

    assertThat(text(device.gets("/pos/v1/shifts/" + shift + "/receipt?columns=32")))
        .isEqualTo(
            """
                   交班结算 商户存根
            --------------------------------
            商户号
              mch_00000000000000000000000000
            门店号                   store_1
            终端号
              trm_00000000000000000000000000
            收银员                      1001
            班次
              shf_00000000000000000000000000
            签到         2026-01-01 08:00:00
            签退         2026-01-01 08:00:00
            --------------------------------
            支付方式                微信支付
            收款笔数                       1
            收款金额                  0.01元
            退款笔数                       0
            退款金额                  0.00元
            --------------------------------
                    终端与平台不一致
            收款金额                微信支付
              终端                    1.01元
              平台                    0.01元
            """);
  }

  @Test
  void aShiftThatAgreedSaysSo() throws Exception {
    Device device = atWork();
    String shift = shiftNo(device);
    device.posts("/pos/v1/shifts/" + shift + "/sign-off", "{\"totals\":[]}");

    assertThat(text(device.gets("/pos/v1/shifts/" + shift + "/receipt?reprint=true")))
        .contains("** 重打印 REPRINT **")
        .endsWith("         终端与平台一致\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "columns=40",
        "columns=x",
        "format=pdf",
        "format=ESCPOS",
        "copy=customer",
        "reprint=1"
      })
  void whatIsNoWayToPrintIsRefused(String query) throws Exception {
    Device device = atWork();
    sell(device, "t1", 1);

    device
        .gets(SALES + "/t1/receipt?" + query)
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("REQUEST_INVALID"));
  }
}
