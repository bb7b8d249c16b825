package com.zhaoli.pay.payment.store.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on store. */
@Mapper
interface StoreMapper {
  String SELECT = "SELECT * FROM store ";

  @CrossTenant("the row names its merchant itself")
  @Insert(
      """
      INSERT INTO store
        (store_no, store_code, merchant_no, app_id, store_id, name, status, created_at, updated_at)
      VALUES (#{storeNo}, #{storeCode}, #{merchantNo}, #{appId}, #{storeId}, #{name}, #{status},
              #{createdAt}, #{updatedAt})
      """)
  int insert(StoreDO row);

  @CrossTenant("a payer scans a store's code and knows no merchant")
  @Select(SELECT + "WHERE store_code = #{storeCode}")
  @Nullable StoreDO findByCode(@Param("storeCode") String storeCode);

  @Select(SELECT + "WHERE merchant_no = #{merchantNo} AND store_id = #{storeId}")
  @Nullable StoreDO findByStoreId(
      @Param("merchantNo") String merchantNo, @Param("storeId") String storeId);

  @Select(
      SELECT
          + """
          FORCE INDEX (ix_store_merchant)
          WHERE merchant_no = #{merchantNo} AND store_no > #{after}
          ORDER BY store_no LIMIT #{limit}
          """)
  List<StoreDO> list(
      @Param("merchantNo") String merchantNo,
      @Param("after") String after,
      @Param("limit") int limit);

  @Update(
      """
      UPDATE store SET name = COALESCE(#{name}, name), status = COALESCE(#{status}, status),
        updated_at = #{now}
      WHERE store_no = #{storeNo} AND merchant_no = #{merchantNo}
      """)
  int update(
      @Param("merchantNo") String merchantNo,
      @Param("storeNo") String storeNo,
      @Param("name") @Nullable String name,
      @Param("status") @Nullable String status,
      @Param("now") Instant now);
}
