package com.zhaoli.pay.payment.account.internal;

import com.zhaoli.pay.common.tenant.CrossTenant;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** Statements on channel_account and what belongs to it. */
@Mapper
@CrossTenant(
    "Operators keep the accounts of all merchants, and channels name an account by number.")
interface ChannelAccountMapper {
  String COLUMNS =
      """
      SELECT channel_account_no, channel, merchant_no, status, version, settings, secrets_sealed,
             previous_version, previous_settings, previous_secrets_sealed, previous_until,
             created_at, created_by, updated_at, updated_by
      FROM channel_account
      """;

  @Select("SELECT revision FROM channel_account_revision WHERE id = 1")
  long revision();

  /** Keeps other changes waiting until the end of the transaction. */
  @Update("UPDATE channel_account_revision SET revision = revision + 1 WHERE id = 1")
  int raiseRevision();

  @Select(
      """
      SELECT channel_account_no, channel, merchant_no FROM channel_account
      WHERE revision > #{revision} ORDER BY revision LIMIT #{limit}
      """)
  List<ChannelAccountDO> changedSince(@Param("revision") long revision, @Param("limit") int limit);

  @Select(COLUMNS + "WHERE channel_account_no = #{channelAccountNo}")
  @Nullable ChannelAccountDO find(@Param("channelAccountNo") String channelAccountNo);

  @Select(
      """
      SELECT channel_account_no FROM channel_account
      WHERE channel = #{channel} AND active_owner = #{owner}
      """)
  @Nullable String activeOf(@Param("channel") String channel, @Param("owner") String owner);

  /** The indexes are forced, since the server else reads on in the order of the key for a few. */
  @Select(
      "<script>"
          + COLUMNS
          + """
          <choose>
            <when test="merchantNo != null or platform">
              FORCE INDEX (ix_channel_account_merchant)
            </when>
            <when test="channel != null">FORCE INDEX (ix_channel_account_channel)</when>
          </choose>
          <where>
            <if test="merchantNo != null">AND merchant_no = #{merchantNo}</if>
            <if test="platform">AND merchant_no IS NULL</if>
            <if test="channel != null">AND channel = #{channel}</if>
            <if test="after != null">AND channel_account_no &gt; #{after}</if>
          </where>
          ORDER BY channel_account_no LIMIT #{limit}
          </script>
          """)
  List<ChannelAccountDO> list(
      @Param("merchantNo") @Nullable String merchantNo,
      @Param("platform") boolean platform,
      @Param("channel") @Nullable String channel,
      @Param("after") @Nullable String after,
      @Param("limit") int limit);

  @Select(COLUMNS + "ORDER BY channel_account_no DESC LIMIT #{limit}")
  List<ChannelAccountDO> newest(@Param("limit") int limit);

  @Insert(
      """
      INSERT INTO channel_account (channel_account_no, channel, merchant_no, status, version,
        settings, secrets_sealed, revision, created_at, created_by, updated_at, updated_by)
      VALUES (#{channelAccountNo}, #{channel}, #{merchantNo}, #{status}, #{version},
        #{settings}, #{secretsSealed}, #{revision}, #{createdAt}, #{createdBy}, #{updatedAt},
        #{updatedBy})
      """)
  int insert(ChannelAccountDO row);

  /**
   * New settings; 0 when the version is no longer the expected one. MySQL and MariaDB assign from
   * left to right, so the previous ones come first.
   */
  @Update(
      """
      UPDATE channel_account SET
        previous_version = CASE WHEN #{row.previousUntil} IS NULL THEN NULL ELSE version END,
        previous_settings = CASE WHEN #{row.previousUntil} IS NULL THEN NULL ELSE settings END,
        previous_secrets_sealed =
          CASE WHEN #{row.previousUntil} IS NULL THEN NULL ELSE secrets_sealed END,
        previous_until = #{row.previousUntil},
        version = #{row.version}, settings = #{row.settings},
        secrets_sealed = #{row.secretsSealed}, revision = #{row.revision},
        updated_at = #{row.updatedAt}, updated_by = #{row.updatedBy}
      WHERE channel_account_no = #{row.channelAccountNo} AND version = #{expectedVersion}
      """)
  int compareAndChange(
      @Param("row") ChannelAccountDO row, @Param("expectedVersion") long expectedVersion);

  @Update(
      """
      UPDATE channel_account SET status = #{to}, revision = #{revision}, updated_at = #{now},
        updated_by = #{operatorNo}
      WHERE channel_account_no = #{channelAccountNo} AND status = #{from}
      """)
  int compareAndSetStatus(
      @Param("channelAccountNo") String channelAccountNo,
      @Param("from") String from,
      @Param("to") String to,
      @Param("revision") long revision,
      @Param("operatorNo") String operatorNo,
      @Param("now") Instant now);

  @Update(
      """
      UPDATE channel_account SET previous_version = NULL, previous_settings = NULL,
        previous_secrets_sealed = NULL, previous_until = NULL
      WHERE previous_until <= #{now} LIMIT #{limit}
      """)
  int erasePrevious(@Param("now") Instant now, @Param("limit") int limit);

  @Insert(
      """
      INSERT INTO channel_account_audit (at, operator_no, action, channel_account_no, channel,
        merchant_no, version, setting_names, request_id)
      VALUES (#{at}, #{operatorNo}, #{action}, #{channelAccountNo}, #{channel}, #{merchantNo},
        #{version}, #{settingNames}, #{requestId})
      """)
  int audit(
      @Param("at") Instant at,
      @Param("operatorNo") String operatorNo,
      @Param("action") String action,
      @Param("channelAccountNo") String channelAccountNo,
      @Param("channel") String channel,
      @Param("merchantNo") @Nullable String merchantNo,
      @Param("version") long version,
      @Param("settingNames") @Nullable String settingNames,
      @Param("requestId") String requestId);
}
