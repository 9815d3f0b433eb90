package io.openinbox.simulator.x;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What X makes of a text in everything it gives back: each link becomes a t.co one, {@code & < >} are escaped. */
record WireText(String text, List<XEvent.Link> links) {

    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+");
    /** A sentence's punctuation behind a link is not part of it. */
    private static final Pattern TRAILING = Pattern.compile("[.,;:!?)\\]'\"]+$");

    private static final Pattern SCHEME = Pattern.compile("^https?://(www\\.)?");

    static WireText unchanged(String written) {
        return new WireText(written, List.of());
    }

    static WireText of(String written) {
        StringBuilder text = new StringBuilder();
        List<XEvent.Link> links = new ArrayList<>();
        Matcher link = LINK.matcher(written);
        int copied = 0;
        while (link.find()) {
            String expanded = TRAILING.matcher(link.group()).replaceFirst("");
            text.append(escape(written.substring(copied, link.start())));
            int start = text.codePointCount(0, text.length());
            String shortened = "https://t.co/" + Secrets.random(10);
            text.append(shortened);
            links.add(new XEvent.Link(shortened, expanded, display(expanded), start, start + shortened.length()));
            copied = link.start() + expanded.length();
        }
        text.append(escape(written.substring(copied)));
        return new WireText(text.toString(), List.copyOf(links));
    }

    private static String escape(String part) {
        return part.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String display(String expanded) {
        String bare = SCHEME.matcher(expanded).replaceFirst("");
        return bare.length() <= 27 ? bare : bare.substring(0, 26) + "…";
    }
}
