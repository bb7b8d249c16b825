-- Credentials that are shown until their browser confirms them.

ALTER TABLE merchant
  ADD COLUMN credentials_confirmed_at DATETIME(3) NULL COMMENT 'when their browser said that it has kept them: never shown again';

-- What was shown under the old rule was shown for the last time.
UPDATE merchant SET credentials_confirmed_at = credentials_shown_at WHERE credentials_shown_at IS NOT NULL;
