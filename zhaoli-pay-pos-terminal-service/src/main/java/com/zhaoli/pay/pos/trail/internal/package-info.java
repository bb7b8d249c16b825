/** Where the audit log is kept. */
@NullMarked
package com.zhaoli.pay.pos.trail.internal;

import org.jspecify.annotations.NullMarked;
