-- Dispatch mode async delivers what mode rabbit had left to the broker. How far it looked.
-- Times are UTC.
CREATE TABLE broker_takeover (
  takeover_id TINYINT     NOT NULL COMMENT 'there is one row, 1',
  looked_to   DATETIME(3) NULL COMMENT 'all notifications of before are settled or due in the database; null: nobody looked so far',
  PRIMARY KEY (takeover_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4;

INSERT INTO broker_takeover (takeover_id, looked_to) VALUES (1, NULL);
