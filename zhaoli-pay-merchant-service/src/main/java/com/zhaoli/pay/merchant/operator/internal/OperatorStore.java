package com.zhaoli.pay.merchant.operator.internal;

import com.baomidou.mybatisplus.core.conditions.query.QueryWrapper;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.merchant.operator.OperatorAccountBO;
import com.zhaoli.pay.merchant.operator.OperatorBO;
import com.zhaoli.pay.merchant.operator.OperatorStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Operators in the database. */
@Repository
public class OperatorStore {
  private final OperatorMapper mapper;

  OperatorStore(OperatorMapper mapper) {
    this.mapper = mapper;
  }

  public boolean anyEnabled() {
    return mapper.exists(
        new QueryWrapper<OperatorDO>().eq("status", OperatorStatus.ENABLED.name()));
  }

  public void insert(
      OperatorBO operator, String passwordHash, @Nullable Instant initialUntil, Instant at) {
    OperatorDO row = new OperatorDO();
    row.operatorNo = operator.operatorNo();
    row.username = operator.username();
    row.passwordHash = passwordHash;
    row.initialUntil = initialUntil;
    row.roles = text(operator.roles());
    row.status = OperatorStatus.ENABLED.name();
    row.createdAt = at;
    mapper.insert(row);
  }

  /** In the order of their numbers, which is the order they were made. */
  public List<OperatorAccountBO> list(@Nullable String after, int limit) {
    QueryWrapper<OperatorDO> query =
        new QueryWrapper<OperatorDO>()
            .gt(after != null, "operator_no", after)
            .orderByAsc("operator_no")
            .last("LIMIT " + limit);
    return mapper.selectList(query).stream().map(OperatorStore::toAccount).toList();
  }

  public Optional<OperatorAccountBO> find(String operatorNo) {
    return row(operatorNo).map(OperatorStore::toAccount);
  }

  /** What the password of an operator who may log in is compared with. */
  public Optional<OperatorCredentials> byUsername(String username) {
    return Optional.ofNullable(
            mapper.selectOne(
                new QueryWrapper<OperatorDO>()
                    .eq("username", username)
                    .eq("status", OperatorStatus.ENABLED.name())))
        .map(OperatorStore::toCredentials);
  }

  /** What the password of any operator is compared with. */
  public Optional<OperatorCredentials> credentials(String operatorNo) {
    return row(operatorNo).map(OperatorStore::toCredentials);
  }

  /**
   * The numbers of the administrators who can log in with a password of their own, locked until the
   * transaction ends: whoever takes one away waits for everybody else who does.
   */
  public List<String> lockAdmins() {
    return mapper.lockAdmins();
  }

  /** Whether the operator still stood at {@code from}. */
  public boolean move(String operatorNo, OperatorStatus from, OperatorStatus to) {
    return mapper.move(operatorNo, from.name(), to.name()) == 1;
  }

  /** Whether the operator still had the roles {@code from}. */
  public boolean changeRoles(
      String operatorNo, Collection<OperatorRole> from, Collection<OperatorRole> to) {
    return mapper.changeRoles(operatorNo, text(from), text(to)) == 1;
  }

  /** Whether the password was still the one that was read. */
  public boolean changePassword(
      OperatorCredentials read, String passwordHash, @Nullable Instant initialUntil) {
    return mapper.changePassword(
            read.operator().operatorNo(), read.passwordHash(), passwordHash, initialUntil)
        == 1;
  }

  /** The row of exactly this number: the database finds it by one with spaces at the end, too. */
  private Optional<OperatorDO> row(String operatorNo) {
    return Optional.ofNullable(mapper.selectById(operatorNo))
        .filter(row -> row.operatorNo.equals(operatorNo));
  }

  private static OperatorCredentials toCredentials(OperatorDO row) {
    return new OperatorCredentials(toBO(row), row.passwordHash, row.initialUntil);
  }

  private static OperatorAccountBO toAccount(OperatorDO row) {
    return new OperatorAccountBO(
        toBO(row), OperatorStatus.valueOf(row.status), row.initialUntil, row.createdAt);
  }

  private static OperatorBO toBO(OperatorDO row) {
    return new OperatorBO(row.operatorNo, row.username, roles(row.roles));
  }

  static List<OperatorRole> roles(String text) {
    return Arrays.stream(text.split(",", -1)).map(OperatorRole::valueOf).toList();
  }

  private static String text(Collection<OperatorRole> roles) {
    return roles.stream().map(Enum::name).collect(Collectors.joining(","));
  }
}
