/** What terminals' journals say, held against the platform's trades. */
@NullMarked
package com.zhaoli.pay.pos.journal;

import org.jspecify.annotations.NullMarked;
