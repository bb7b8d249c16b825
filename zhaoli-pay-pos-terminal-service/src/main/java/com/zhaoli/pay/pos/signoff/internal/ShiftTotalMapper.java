package com.zhaoli.pay.pos.signoff.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
@CrossTenant("Totals belong to a shift, which was looked up before.")
interface ShiftTotalMapper {

  @Insert(
      """
      INSERT INTO shift_total
        (shift_no, channel, payment_count, payment_amount_fen, refund_count, refund_amount_fen,
         told_payment_count, told_payment_amount_fen, told_refund_count, told_refund_amount_fen)
      VALUES
        (#{shiftNo}, #{channel}, #{paymentCount}, #{paymentAmountFen}, #{refundCount},
         #{refundAmountFen}, #{toldPaymentCount}, #{toldPaymentAmountFen}, #{toldRefundCount},
         #{toldRefundAmountFen})
      """)
  int insert(ShiftTotalDO row);

  @Select("SELECT * FROM shift_total WHERE shift_no = #{shiftNo} ORDER BY channel")
  List<ShiftTotalDO> list(@Param("shiftNo") String shiftNo);
}
