package io.openinbox.server.manner;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query. Several values are the same name several times; brackets and commas mean nothing. Parameters
 * nobody asks for are ignored.
 */
public final class Query {

    private static final int MOST_PARAMETERS = 1_000;
    private static final Pattern ID = Pattern.compile("[0-9a-z]+");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private Query() {}

    /** @param raw the part behind the question mark as it came, percent-encoded */
    public static Query parse(@Nullable String raw) {
        var query = new Query();
        if (raw == null || raw.isEmpty()) {
            return query;
        }
        String[] parameters = raw.split("&", MOST_PARAMETERS + 2);
        if (parameters.length > MOST_PARAMETERS) {
            throw InvalidRequest.of(
                    List.of(), "The query has more than " + MOST_PARAMETERS + " parameters: send fewer.");
        }
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            String name = decode(equals < 0 ? parameter : parameter.substring(0, equals));
            String value = equals < 0 ? "" : decode(parameter.substring(equals + 1));
            query.values.computeIfAbsent(name, added -> new ArrayList<>()).add(value);
        }
        return query;
    }

    /** A text of at least one character. */
    public Optional<String> text(String name) {
        return one(name).map(text -> notEmpty(List.of(name), text));
    }

    /** @throws InvalidRequest also when it is absent */
    public String requiredText(String name) {
        return text(name).orElseThrow(() -> InvalidRequest.of(name, "is missing."));
    }

    /** All values, in their order, each of at least one character. */
    public List<String> texts(String name) {
        List<String> given = values.getOrDefault(name, List.of());
        for (int i = 0; i < given.size(); i++) {
            var _ = notEmpty(List.of(name, i), given.get(i));
        }
        return given;
    }

    public List<String> texts(String name, int most) {
        if (values.getOrDefault(name, List.of()).size() > most) {
            throw InvalidRequest.of(name, "takes at most " + most + " values.");
        }
        return texts(name);
    }

    /** All values in the form of an id, whether or not anything has it; empty when absent. */
    public Set<String> ids(String name) {
        List<String> given = texts(name);
        for (int i = 0; i < given.size(); i++) {
            if (!ID.matcher(given.get(i)).matches()) {
                throw InvalidRequest.of(List.of(name, i), "is no id: ids are lower-case letters and digits.");
            }
        }
        return new LinkedHashSet<>(given);
    }

    public Optional<Boolean> flag(String name) {
        return one(name).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw InvalidRequest.of(name, "must be true or false.");
        });
    }

    public Optional<Long> number(String name, long least, long most) {
        return one(name).map(text -> {
            if (DIGITS.matcher(text).matches()) {
                long number = Long.parseLong(text);
                if (number >= least && number <= most) {
                    return number;
                }
            }
            throw InvalidRequest.of(name, "must be a whole number from " + least + " to " + most + ".");
        });
    }

    /** One of the given words. */
    public Optional<String> word(String name, List<String> words) {
        return one(name).map(text -> known(List.of(name), text, words));
    }

    /** Any of the given words. */
    public Set<String> words(String name, List<String> words) {
        List<String> given = values.getOrDefault(name, List.of());
        for (int i = 0; i < given.size(); i++) {
            var _ = known(List.of(name, i), given.get(i), words);
        }
        return new LinkedHashSet<>(given);
    }

    private Optional<String> one(String name) {
        List<String> given = values.getOrDefault(name, List.of());
        if (given.size() > 1) {
            throw InvalidRequest.of(name, "was given more than once; send it once.");
        }
        return given.stream().findFirst().map(text -> Texts.requireSound(List.of(name), text));
    }

    private static String notEmpty(List<Object> path, String text) {
        if (text.isEmpty()) {
            throw InvalidRequest.of(path, "must have at least one character.");
        }
        return Texts.requireSound(path, text);
    }

    private static String known(List<Object> path, String text, List<String> words) {
        if (!words.contains(text)) {
            throw InvalidRequest.of(path, "must be one of " + String.join(", ", words) + ".");
        }
        return text;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw InvalidRequest.of(List.of(), "The query holds a broken percent escape: write % itself as %25.");
        }
    }
}
