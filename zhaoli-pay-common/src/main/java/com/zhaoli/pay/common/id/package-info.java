/** Identifiers: a prefix and a ULID. */
@NullMarked
package com.zhaoli.pay.common.id;

import org.jspecify.annotations.NullMarked;
