-- A terminal that is moved leaves its shift, which the platform then ends with its own totals.

ALTER TABLE shift
  ADD COLUMN closed_by     VARCHAR(40) NULL COMMENT 'who moved the terminal; null where the cashier signed off',
  ADD COLUMN totals_due_at DATETIME(3) NULL COMMENT 'it ended and its totals are still to be taken',
  ADD KEY idx_shift_totals_due (totals_due_at, shift_no);

ALTER TABLE shift_total
  MODIFY COLUMN told_payment_count      BIGINT NULL COMMENT 'told_: as the terminal had it; null where nobody asked it',
  MODIFY COLUMN told_payment_amount_fen BIGINT NULL,
  MODIFY COLUMN told_refund_count       BIGINT NULL,
  MODIFY COLUMN told_refund_amount_fen  BIGINT NULL;
