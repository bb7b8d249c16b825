-- Onboardings that have ended are removed after a while, the oldest first.
ALTER TABLE onboarding_session
  ADD KEY idx_onboarding_end (status, expires_at);
