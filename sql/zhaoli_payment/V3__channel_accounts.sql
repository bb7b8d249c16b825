-- Accounts at the channels that operators keep here: of merchants, and the platform's own.
-- Columns that end in _sealed hold AES-256-GCM ciphertext that decrypts in its own row only.

CREATE TABLE channel_account (
  channel_account_no      VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel                 VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  merchant_no             VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'null: the default of the platform',
  status                  VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- Whose money this account takes now: the unique key ignores NULL, so disabled ones do not count.
  active_owner            VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin
                          GENERATED ALWAYS AS (CASE WHEN status = 'ACTIVE' THEN COALESCE(merchant_no, '*') END) STORED,
  version                 BIGINT      NOT NULL COMMENT 'counts the changes of the settings',
  settings                MEDIUMTEXT  NOT NULL COMMENT 'JSON; authenticated with the secrets, so kept byte by byte',
  secrets_sealed          MEDIUMTEXT  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  previous_version        BIGINT      NULL,
  previous_settings       MEDIUMTEXT  NULL,
  previous_secrets_sealed MEDIUMTEXT  CHARACTER SET ascii COLLATE ascii_bin NULL,
  previous_until          DATETIME(3) NULL COMMENT 'until when callbacks made for the settings before are still taken',
  revision                BIGINT      NOT NULL COMMENT 'of channel_account_revision, at the last change of the row',
  created_at              DATETIME(3) NOT NULL,
  created_by              VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  updated_at              DATETIME(3) NOT NULL,
  updated_by              VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (channel_account_no),
  UNIQUE KEY uk_channel_account_active (channel, active_owner),
  KEY ix_channel_account_channel (channel, channel_account_no),
  KEY ix_channel_account_merchant (merchant_no, channel_account_no),
  KEY ix_channel_account_revision (revision),
  KEY ix_channel_account_previous (previous_until)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- One row. Every change of an account raises it, and holds its lock until the commit: whoever reads
-- a revision sees all changes up to it.
CREATE TABLE channel_account_revision (
  id       TINYINT NOT NULL,
  revision BIGINT  NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

INSERT INTO channel_account_revision (id, revision) VALUES (1, 0);

-- Append only: the service has no statement that changes or removes an entry.
CREATE TABLE channel_account_audit (
  id                 BIGINT        NOT NULL AUTO_INCREMENT,
  at                 DATETIME(3)   NOT NULL,
  operator_no        VARCHAR(40)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  action             VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel_account_no VARCHAR(32)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  channel            VARCHAR(16)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  merchant_no        VARCHAR(32)   CHARACTER SET ascii COLLATE ascii_bin NULL,
  version            BIGINT        NOT NULL COMMENT 'of the settings, after the act',
  setting_names      VARCHAR(2000) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'which changed; never a value',
  request_id         VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (id),
  KEY ix_channel_account_audit_account (channel_account_no, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
