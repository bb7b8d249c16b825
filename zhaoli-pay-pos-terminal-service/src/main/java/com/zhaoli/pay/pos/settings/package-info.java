/** What is fixed at start. */
@NullMarked
package com.zhaoli.pay.pos.settings;

import org.jspecify.annotations.NullMarked;
