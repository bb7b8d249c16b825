/** What merchants and operators set for terminals. */
@NullMarked
package com.zhaoli.pay.pos.configuration;

import org.jspecify.annotations.NullMarked;
