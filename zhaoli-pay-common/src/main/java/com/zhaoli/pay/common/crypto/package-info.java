/** Secrets in memory and encrypted fields in the database. */
@NullMarked
package com.zhaoli.pay.common.crypto;

import org.jspecify.annotations.NullMarked;
