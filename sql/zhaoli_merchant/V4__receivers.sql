-- Several people of a merchant get messages, each with a role and a name of the merchant's choice.

ALTER TABLE merchant_receiver
  ADD COLUMN label    VARCHAR(32) NULL COMMENT 'what the merchant calls this receiver; NULL for owners who were never named' AFTER role,
  -- One owner for each merchant: the unique key ignores NULL.
  ADD COLUMN owner_of VARCHAR(40) GENERATED ALWAYS AS (CASE WHEN role = 'OWNER' THEN merchant_no ELSE NULL END) STORED,
  ADD UNIQUE KEY uk_receiver_owner (owner_of),
  -- Nobody is told a thing twice for having two roles.
  ADD UNIQUE KEY uk_receiver_person (merchant_no, openid),
  DROP KEY uk_receiver_role;

-- A QR code by which one person takes one receiver's place.
CREATE TABLE receiver_invitation (
  invitation_no VARCHAR(40)   NOT NULL,
  merchant_no   VARCHAR(40)   NOT NULL,
  receiver_no   VARCHAR(40)   NOT NULL,
  -- OPEN, ACCEPTED or CANCELLED; an open one whose time is over counts as expired.
  status        VARCHAR(16)   NOT NULL,
  ticket        VARCHAR(512)  NOT NULL,
  qr_url        VARCHAR(512)  NOT NULL,
  -- SHA-256 of the openid that scanned first: after an unbinding only the same person binds again.
  scanner_hash  CHAR(64)      NULL,
  created_at    DATETIME(3)   NOT NULL,
  expires_at    DATETIME(3)   NOT NULL,
  settled_at    DATETIME(3)   NULL,
  PRIMARY KEY (invitation_no),
  KEY idx_receiver_invitation_merchant (merchant_no, invitation_no),
  KEY idx_receiver_invitation_receiver (receiver_no, status),
  KEY idx_receiver_invitation_expiry (expires_at)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
