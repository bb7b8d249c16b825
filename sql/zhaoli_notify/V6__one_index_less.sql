-- What is due is found by its target's lane. Each index is a tenth of what a delivery costs the
-- database, and this one was left to the repair of lanes, which the other serves as well.
ALTER TABLE notification DROP INDEX ix_notification_due;
