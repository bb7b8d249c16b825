/** What tests of every module share: private real servers and architecture rules. */
@NullMarked
package com.zhaoli.pay.testing;

import org.jspecify.annotations.NullMarked;
