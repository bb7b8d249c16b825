/** Merchants: how they join, their apps and keys, and the operators who audit them. */
@NullMarked
package com.zhaoli.pay.merchant;

import org.jspecify.annotations.NullMarked;
