package io.openinbox.thread;

import io.openinbox.kernel.MemberId;

/** Who is to answer a thread. */
public sealed interface Assignment {

    record To(MemberId memberId) implements Assignment {}

    /** Whatever the contact's default says. */
    record Nobody() implements Assignment {}

    record ContactsDefault() implements Assignment {}
}
