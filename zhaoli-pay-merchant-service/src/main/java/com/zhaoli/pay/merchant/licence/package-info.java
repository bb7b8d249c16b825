/** Pictures of business licences: checked, drawn anew, sealed, shown to operators. */
@NullMarked
package com.zhaoli.pay.merchant.licence;

import org.jspecify.annotations.NullMarked;
