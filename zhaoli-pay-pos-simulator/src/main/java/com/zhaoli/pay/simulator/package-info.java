/** A POS terminal in software, which knows the platform from docs/pos-protocol.md alone. */
@NullMarked
package com.zhaoli.pay.simulator;

import org.jspecify.annotations.NullMarked;
