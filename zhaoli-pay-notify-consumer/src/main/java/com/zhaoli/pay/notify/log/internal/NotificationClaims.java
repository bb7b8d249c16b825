package com.zhaoli.pay.notify.log.internal;

import com.zhaoli.pay.common.sql.StatementList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Claims of many rows at once. */
@Component
public class NotificationClaims {
  /** So many that the driver still keeps the statement, see {@link NotificationMapper#claim}. */
  static final int ROWS = 160;

  private final NotificationMapper mapper;

  NotificationClaims(NotificationMapper mapper) {
    this.mapper = mapper;
  }

  /** Claims what is free of these rows, all or none. */
  @Transactional
  public void insert(String owner, long leaseMicros, boolean polled, List<NotificationDO> rows) {
    mapper.beginClaim(owner, leaseMicros, polled);
    for (int i = 0; i < rows.size(); i += ROWS) {
      mapper.claim(StatementList.of(rows.subList(i, Math.min(rows.size(), i + ROWS))));
    }
  }
}
