-- A refund is asked for again under its number when an answer got lost, and a channel that gave the
-- number up may take it up again by the second request. So a failure is believed only once no
-- request can be under way any more; and money that comes back after all is booked after all. Times
-- are UTC.
ALTER TABLE payment_refund
  ADD COLUMN unheard_until DATETIME(3) NULL COMMENT 'until then a call whose answer nobody heard may still take effect at the channel; null: there is none',
  ADD COLUMN instead_of VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the first refund of this money, which failed; null: this is the first';

-- Of what is under way, nobody knows which calls were heard.
UPDATE payment_refund SET unheard_until = UTC_TIMESTAMP(3) + INTERVAL 42 SECOND
WHERE status = 'PROCESSING';

-- Chains of refunds of one surplus, and the record of it, which is to name the one that counts.
UPDATE payment_refund r
JOIN (
  SELECT attempt_no, MIN(refund_no) AS first_no FROM payment_refund
  WHERE origin = 'AUTO' GROUP BY attempt_no HAVING COUNT(*) > 1
) chain ON chain.attempt_no = r.attempt_no
SET r.instead_of = chain.first_no
WHERE r.origin = 'AUTO' AND r.refund_no <> chain.first_no;

UPDATE payment_anomaly a
JOIN payment_refund r ON r.attempt_no = a.attempt_no AND r.origin = 'AUTO' AND r.status <> 'FAILED'
SET a.refund_no = r.refund_no
WHERE a.refund_no IS NOT NULL AND a.refund_no <> r.refund_no;
