/** What a developer reads at {@code /docs}. */
@NullMarked
package com.zhaoli.pay.gateway.docs;

import org.jspecify.annotations.NullMarked;
