package io.openinbox.simulator.x;

import java.net.URI;
import java.util.function.Supplier;

/** Reads the fields of the control routes; every mistake names the field and the remedy. */
final class ControlFields {

    private ControlFields() {}

    static String required(Form form, String field) {
        String value = form.get(field);
        if (value.isEmpty()) {
            throw new IllegalArgumentException(field + ": is missing; give it with -d " + field + "=…");
        }
        return value;
    }

    static XUser user(XSimulator x, Form form, String field) {
        String username = required(form, field);
        return x.findUser(username)
                .orElseThrow(() -> new IllegalArgumentException(field + ": there is no user " + username
                        + "; use one of "
                        + String.join(
                                ", ", x.users().stream().map(XUser::username).toList())
                        + ", or add one with POST /simulator/users"));
    }

    static XUser userOr(XSimulator x, Form form, String field, Supplier<XUser> otherwise) {
        return form.has(field) ? user(x, form, field) : otherwise.get();
    }

    /** The linked account that was there first. */
    static XUser firstAccount(XSimulator x) {
        return x.users().stream()
                .filter(x.linkedAccounts()::contains)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("to: no account is linked; link one with POST /simulator/link"));
    }

    static XUser firstAccount(XSimulator x, XUser writer) {
        XUser account = firstAccount(x);
        if (account.equals(writer)) {
            throw new IllegalArgumentException("to: is missing; say to whom @" + writer.username() + " writes");
        }
        return account;
    }

    static URI webhook(Form form) {
        return webhook("webhook", form.get("webhook"));
    }

    static URI webhook(String field, String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // The message below says what is wanted.
        }
        throw new IllegalArgumentException(
                field + ": must be an absolute http(s) URL such as http://127.0.0.1:8080/hooks/x");
    }

    static int number(Form form, String field, int least) {
        String text = required(form, field);
        try {
            int value = Integer.parseInt(text);
            if (value >= least) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The message below says what is wanted.
        }
        throw new IllegalArgumentException(field + ": must be a whole number from " + least + " up");
    }
}
