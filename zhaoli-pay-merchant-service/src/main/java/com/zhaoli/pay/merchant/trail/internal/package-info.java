/** Where the audit log is kept. */
@NullMarked
package com.zhaoli.pay.merchant.trail.internal;

import org.jspecify.annotations.NullMarked;
