/** Secrets in memory, encrypted fields in the database, and random tokens. */
@NullMarked
package com.zhaoli.pay.common.crypto;

import org.jspecify.annotations.NullMarked;
