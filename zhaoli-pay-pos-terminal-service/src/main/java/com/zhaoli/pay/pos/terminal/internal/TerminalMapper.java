package com.zhaoli.pay.pos.terminal.internal;

import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

@Mapper
interface TerminalMapper {

  @Insert(
      """
      INSERT INTO terminal (terminal_no, merchant_no, store_id, serial_number, status,
                            registered_by, created_at, updated_at)
      VALUES (#{terminalNo}, #{merchantNo}, #{storeId}, #{serialNumber}, #{status},
              #{registeredBy}, #{createdAt}, #{updatedAt})
      """)
  int insert(TerminalDO row);

  @Select(
      """
      SELECT terminal_no, merchant_no, store_id, serial_number, status, registered_by,
             created_at, updated_at
        FROM terminal
       WHERE merchant_no = #{merchantNo} AND terminal_no > #{after}
       ORDER BY terminal_no LIMIT #{limit}
      """)
  List<TerminalDO> list(
      @Param("merchantNo") String merchantNo,
      @Param("after") String after,
      @Param("limit") int limit);
}
