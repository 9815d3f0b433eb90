package io.openinbox.team;

import io.openinbox.kernel.ErrorCode;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.NameKey;
import java.util.regex.Pattern;

/** An e-mail address as it is shown, and the key it is told apart by. */
record Email(String address, String key) {

    // Only what no delivery could survive is refused; the mail server knows the rest better.
    private static final Pattern FORM = Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,255}");

    static Email of(String text) {
        String address = text.strip();
        if (!FORM.matcher(address).matches()) {
            throw new InboxException(
                    ErrorCode.INVALID_REQUEST, "email: not an e-mail address; it should look like name@example.org.");
        }
        return new Email(address, NameKey.of(address));
    }
}
