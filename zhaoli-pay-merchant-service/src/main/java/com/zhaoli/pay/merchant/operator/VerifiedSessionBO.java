package com.zhaoli.pay.merchant.operator;

import org.jspecify.annotations.Nullable;

/**
 * Whose token it is.
 *
 * @param sessionNo null for a session that an older instance began
 */
public record VerifiedSessionBO(OperatorBO operator, @Nullable String sessionNo) {}
