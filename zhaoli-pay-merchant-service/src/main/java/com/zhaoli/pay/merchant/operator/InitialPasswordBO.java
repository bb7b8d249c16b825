package com.zhaoli.pay.merchant.operator;

import com.zhaoli.pay.common.crypto.Secret;

/**
 * A password for a first login.
 *
 * @param password in clear this one time
 */
public record InitialPasswordBO(OperatorAccountBO account, Secret password) {}
