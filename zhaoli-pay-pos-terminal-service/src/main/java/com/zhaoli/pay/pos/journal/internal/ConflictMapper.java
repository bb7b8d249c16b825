package com.zhaoli.pay.pos.journal.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

@Mapper
interface ConflictMapper {
  @Insert(
      """
      INSERT INTO journal_conflict
        (terminal_no, terminal_trade_no, merchant_no, store_id, told_amount_fen, told_status,
         trade_no, amount_fen, status, created_at)
      VALUES
        (#{terminalNo}, #{terminalTradeNo}, #{merchantNo}, #{storeId}, #{toldAmountFen},
         #{toldStatus}, #{tradeNo}, #{amountFen}, #{status}, #{createdAt})
      """)
  int insert(ConflictDO row);

  @Select(
      """
      SELECT COUNT(*) FROM journal_conflict
       WHERE terminal_no = #{terminalNo} AND merchant_no = #{merchantNo}
         AND terminal_trade_no = #{terminalTradeNo}
      """)
  int count(
      @Param("merchantNo") String merchantNo,
      @Param("terminalNo") String terminalNo,
      @Param("terminalTradeNo") String terminalTradeNo);

  @Select(
      """
      <script>
      SELECT * FROM journal_conflict WHERE id &lt; #{before}
      <if test="terminalNo != null">AND terminal_no = #{terminalNo}</if>
       ORDER BY id DESC LIMIT #{limit}
      </script>
      """)
  @CrossTenant("Operators look into the conflicts of all terminals.")
  List<ConflictDO> page(
      @Param("terminalNo") @Nullable String terminalNo,
      @Param("before") long before,
      @Param("limit") int limit);
}
