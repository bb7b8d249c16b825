/** What a day's bill of a channel says, and the lies that a test makes it tell. */
@NullMarked
package com.zhaoli.pay.sandbox.bill;

import org.jspecify.annotations.NullMarked;
