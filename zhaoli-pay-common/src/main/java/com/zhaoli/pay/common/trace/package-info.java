/** Traces that go on where no call carries them: through tables, and through merged messages. */
@NullMarked
package com.zhaoli.pay.common.trace;

import org.jspecify.annotations.NullMarked;
