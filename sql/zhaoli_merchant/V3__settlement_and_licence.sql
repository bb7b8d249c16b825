-- Where a merchant's money goes, sealed; NULL for merchants who applied before it was asked for.
ALTER TABLE merchant
  ADD COLUMN settlement_type          VARCHAR(16)   NULL AFTER contact_phone_sealed,
  ADD COLUMN settlement_holder_sealed VARCHAR(1024) NULL AFTER settlement_type,
  ADD COLUMN settlement_number_sealed VARCHAR(255)  NULL AFTER settlement_holder_sealed,
  ADD COLUMN settlement_bank_sealed   VARCHAR(1024) NULL AFTER settlement_number_sealed,
  ADD COLUMN settlement_branch_sealed VARCHAR(1024) NULL AFTER settlement_bank_sealed;

-- Pictures of business licences, sealed. One that is not submitted gives way to the next.
CREATE TABLE licence_picture (
  licence_no     VARCHAR(40)  NOT NULL,
  qr_token       VARCHAR(64)  NOT NULL,
  submitted      BOOLEAN      NOT NULL,
  content_sealed MEDIUMBLOB   NOT NULL,
  uploaded_at    DATETIME(3)  NOT NULL,
  PRIMARY KEY (licence_no),
  KEY idx_licence_picture_session (qr_token, submitted, licence_no),
  KEY idx_licence_picture_age (submitted, uploaded_at)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What each merchant applied with. A corrected application may stand on the same picture.
CREATE TABLE merchant_licence (
  merchant_no VARCHAR(40)  NOT NULL,
  licence_no  VARCHAR(40)  NOT NULL,
  PRIMARY KEY (merchant_no)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
