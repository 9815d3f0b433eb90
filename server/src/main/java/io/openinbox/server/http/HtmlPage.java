package io.openinbox.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.HtmlUtils;

/** A plain page of words for a person, built part by part; all text is escaped. */
public final class HtmlPage {

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final StringBuilder body = new StringBuilder();
    private final String title;

    private HtmlPage(String title) {
        this.title = HtmlUtils.htmlEscape(title, "UTF-8");
        body.append("<h1>").append(this.title).append("</h1>\n");
    }

    public static HtmlPage titled(String title) {
        return new HtmlPage(title);
    }

    public HtmlPage heading(String text) {
        return element("h2", text);
    }

    public HtmlPage paragraph(String text) {
        return element("p", text);
    }

    /** A line to type into a terminal. */
    public HtmlPage command(String text) {
        return element("pre", text);
    }

    public HtmlPage link(String path, String text) {
        body.append("<p><a href=\"")
                .append(escape(path))
                .append("\">")
                .append(escape(text))
                .append("</a></p>\n");
        return this;
    }

    /** A button that posts to a path of this server. */
    public HtmlPage button(String path, String text) {
        body.append("<form method=\"post\" action=\"")
                .append(escape(path))
                .append("\"><button>")
                .append(escape(text))
                .append("</button></form>\n");
        return this;
    }

    public ServerResponse answer(int status) {
        String html = """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <link rel="stylesheet" href="%s">
                </head>
                <body>
                <main>
                %s</main>
                </body>
                </html>
                """.formatted(title, PageStyle.PATH, body);
        return Answer.bytes(status, HTML, html.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private HtmlPage element(String name, String text) {
        body.append('<')
                .append(name)
                .append('>')
                .append(escape(text))
                .append("</")
                .append(name)
                .append(">\n");
        return this;
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
