/** The merchant itself. */
@NullMarked
package com.zhaoli.pay.sdk.merchant;

import org.jspecify.annotations.NullMarked;
