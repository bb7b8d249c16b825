/** The chatbot, in Qingyunke's protocol. */
@NullMarked
package com.zhaoli.pay.sandbox.chatbot;

import org.jspecify.annotations.NullMarked;
