-- A refund is asked for again under its number when an answer got lost, and a channel that gave the
-- number up may take it up again by the second request. So a failure is believed only once no
-- request can be under way any more; and money that comes back after all is booked after all. Times
-- are UTC.
ALTER TABLE payment_refund
  ADD COLUMN unheard_until DATETIME(3) NULL COMMENT 'until then a call whose answer nobody heard may still take effect at the channel; null: there is none',
  ADD COLUMN instead_of VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the first refund of this money, which failed; null: this is the first';
