package io.openinbox.kernel;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The form under which names are unique and found: compatibility characters unfolded, accents off, case folded. Made here
 * and stored, because what a database makes of case and accents depends on its locale.
 */
public final class NameKey {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private NameKey() {}

    public static String of(String name) {
        String bare = MARKS.matcher(Normalizer.normalize(name.strip(), Normalizer.Form.NFKD))
                .replaceAll("");
        // Upper before lower folds what lower alone leaves apart, such as the German sharp s.
        return bare.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
