-- Where a merchant's money goes, sealed; NULL for merchants who applied before it was asked for.
ALTER TABLE merchant
  ADD COLUMN settlement_type          VARCHAR(16)   NULL AFTER contact_phone_sealed,
  ADD COLUMN settlement_holder_sealed VARCHAR(1024) NULL AFTER settlement_type,
  ADD COLUMN settlement_number_sealed VARCHAR(255)  NULL AFTER settlement_holder_sealed,
  ADD COLUMN settlement_bank_sealed   VARCHAR(1024) NULL AFTER settlement_number_sealed,
  ADD COLUMN settlement_branch_sealed VARCHAR(1024) NULL AFTER settlement_bank_sealed;
