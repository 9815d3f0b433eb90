package io.openinbox.connector.x;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text as X gives it back, and as it was written. */
final class XTextTest {

    private static XText text(String raw, String entities) {
        return XText.of(raw, XWire.read(entities), null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plain            | plain
            a &amp; b        | a & b
            &amp;lt;         | &lt;
            &amp;amp;amp;    | &amp;amp;
            &lt;b&gt;&amp;   | <b>&
            &quot; &am & &   | &quot; &am & &
            &LT;             | &LT;
            """)
    void escapes_are_undone_once(String raw, String written) {
        assertThat(text(raw, "{}")).isEqualTo(new XText(written, null));
    }

    @Test
    void indices_are_code_points_of_the_text_as_written() {
        var text = text("🙂 &lt;3 #Pots $ACME @rosa https://t.co/abc", """
                {"hashtags":[{"start":9,"end":14,"tag":"Pots"}],"cashtags":[{"start":15,"end":20,"tag":"ACME"}],
                 "mentions":[{"start":21,"end":26,"username":"Rosa","id":"7"}],
                 "urls":[{"start":27,"end":43,"url":"https://t.co/abc","expanded_url":"https://x.com/rosa/status/123?s=20"}]}""");

        assertThat(text.text()).isEqualTo("🙂 <3 #Pots $ACME @rosa https://x.com/rosa/status/123?s=20");
        assertThat(text.entities()).isEqualTo("""
                        {"urls":[],"postShares":[{"platformId":"123","url":"https://x.com/rosa/status/123?s=20",\
                        "indices":{"start":23,"end":57}}],"mentions":[{"username":"Rosa","displayName":null,\
                        "platformId":"7","indices":{"start":17,"end":22}}],"hashtags":[{"tag":"Pots",\
                        "indices":{"start":5,"end":10}}],"cashtags":[{"symbol":"ACME","indices":{"start":11,"end":16}}],\
                        "format":[]}""");
    }

    @Test
    void a_link_in_the_wrong_place_is_looked_for() {
        var text = text("one https://t.co/abc two https://t.co/abc", """
                {"urls":[{"url":"https://t.co/abc","expanded_url":"https://one.example","indices":[900,910]},
                 {"url":"https://t.co/abc","expanded_url":"https://two.example"}]}""");

        assertThat(text.text()).isEqualTo("one https://one.example two https://two.example");
    }

    @Test
    void what_the_text_does_not_show_has_no_place() {
        var text = text("nothing", "{\"hashtags\":[{\"text\":\"gone\",\"indices\":[0,5]}]}");

        assertThat(text.text()).isEqualTo("nothing");
        assertThat(text.entities()).contains("\"hashtags\":[{\"tag\":\"gone\",\"indices\":null}]");
    }

    @Test
    void of_two_marks_on_the_same_characters_the_first_wins() {
        var text = text("see https://t.co/abc", """
                {"urls":[{"url":"https://t.co/abc","expanded_url":"https://one.example","indices":[4,20]},
                 {"url":"https://t.co/abc","expanded_url":"https://two.example","indices":[4,20]}]}""");

        assertThat(text.text()).isEqualTo("see https://one.example");
        assertThat(text.entities()).contains("two.example\",\"indices\":null");
    }

    @Test
    void an_attachments_link_was_not_written() {
        var entities = XWire.read(
                "{\"urls\":[{\"url\":\"https://t.co/pic\",\"expanded_url\":\"https://x.com/messages/media/1\"}]}");

        assertThat(XText.of("Look https://t.co/pic", entities, "https://t.co/pic"))
                .isEqualTo(new XText("Look", null));
        assertThat(XText.of("https://t.co/pic", entities, "https://t.co/pic")).isEqualTo(new XText("", null));
    }

    @Test
    void strange_entities_do_no_harm() {
        assertThat(text("a b", "{\"urls\":[1,null,{},{\"url\":5}],\"hashtags\":{\"text\":\"b\"},\"mentions\":\"x\"}")
                        .text())
                .isEqualTo("a b");
    }

    @Test
    void what_we_write_is_read_as_x_will_read_it() {
        var text = "🙂 see https://shop.example/a?b=1, (https://x.com/rosa/status/123) #Töpfe2 @rosa $ACME a@b.c #1 $5";

        assertThat(XText.entitiesIn(text)).isEqualTo("""
                        {"urls":[{"url":"https://shop.example/a?b=1","displayUrl":"shop.example/a?b=1",\
                        "indices":{"start":6,"end":32}}],"postShares":[{"platformId":"123",\
                        "url":"https://x.com/rosa/status/123","indices":{"start":35,"end":64}}],\
                        "mentions":[{"username":"rosa","displayName":null,"platformId":null,\
                        "indices":{"start":74,"end":79}}],"hashtags":[{"tag":"Töpfe2",\
                        "indices":{"start":66,"end":73}}],"cashtags":[{"symbol":"ACME",\
                        "indices":{"start":80,"end":85}}],"format":[]}""");
        assertThat(XText.entitiesIn("no links, 100 % plain")).isNull();
    }
}
