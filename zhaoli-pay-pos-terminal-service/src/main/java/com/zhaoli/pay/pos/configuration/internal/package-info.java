/** Configurations in the database. */
@NullMarked
package com.zhaoli.pay.pos.configuration.internal;

import org.jspecify.annotations.NullMarked;
