package io.openinbox.server.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.kernel.InboxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whatever a client writes in brackets is read as what it meant. */
final class BracketQueryPropertyTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Property(tries = 300)
    void what_was_written_in_brackets_is_read_back(@ForAll("objects") ObjectNode meant, @ForAll Random random) {
        List<String> parameters = new ArrayList<>();
        meant.forEachEntry((name, value) -> write(escape(name), value, random, parameters));

        assertThat(BracketQuery.parse(String.join("&", parameters))).isEqualTo(meant);
    }

    @Property(tries = 300)
    void indexed_items_may_come_in_any_order(@ForAll("texts") List<String> items, @ForAll Random random) {
        List<String> parameters = new ArrayList<>();
        int index = 0;
        for (String item : items) {
            index += 1 + random.nextInt(5);
            parameters.add("a[" + index + "]=" + escape(item));
        }
        Collections.shuffle(parameters, random);

        assertThat(InputV1.ofQuery(String.join("&", parameters)).texts("a")).isEqualTo(items);
    }

    @Property(tries = 300)
    void any_text_is_a_query_or_a_refusal(@ForAll String query) {
        try {
            BracketQuery.parse(query);
        } catch (InboxException refusal) {
            assertThat(refusal).hasMessageContaining("The query");
        }
    }

    @Provide
    Arbitrary<ObjectNode> objects() {
        return objects(3);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return values().filter(text -> !text.strip().matches("[\\[{].*|null"))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    private static Arbitrary<ObjectNode> objects(int depth) {
        Arbitrary<String> names = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(5);
        return Arbitraries.maps(names, nodes(depth)).ofMinSize(1).ofMaxSize(4).map(map -> {
            ObjectNode object = JSON.objectNode();
            map.forEach(object::set);
            return object;
        });
    }

    private static Arbitrary<JsonNode> nodes(int depth) {
        Arbitrary<JsonNode> text = values().map(JSON::stringNode);
        Arbitrary<JsonNode> list = values().list().ofMinSize(2).ofMaxSize(4).map(items -> {
            ArrayNode array = JSON.arrayNode();
            items.forEach(array::add);
            return array;
        });
        return depth == 0
                ? Arbitraries.oneOf(text, list)
                : Arbitraries.oneOf(text, list, objects(depth - 1).map(JsonNode.class::cast));
    }

    private static Arbitrary<String> values() {
        return Arbitraries.strings()
                .withCharRange('!', '~')
                .withChars("äß漢 &=[]%+")
                .ofMinLength(1)
                .ofMaxLength(6);
    }

    /** Picks one of the three forms of a list, and escapes brackets or not. */
    private static void write(String name, JsonNode value, Random random, List<String> parameters) {
        if (value instanceof ObjectNode object) {
            object.forEachEntry(
                    (property, child) -> write(name + bracket(property, random), child, random, parameters));
        } else if (value instanceof ArrayNode list) {
            int form = random.nextInt(3);
            for (int i = 0; i < list.size(); i++) {
                String place = switch (form) {
                    case 0 -> "";
                    case 1 -> bracket("", random);
                    default -> bracket(Integer.toString(i * 3), random);
                };
                parameters.add(name + place + "=" + escape(list.get(i).stringValue()));
            }
        } else {
            parameters.add(name + "=" + escape(value.stringValue()));
        }
    }

    private static String bracket(String inner, Random random) {
        return random.nextBoolean() ? "[" + inner + "]" : "%5B" + inner + "%5D";
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
