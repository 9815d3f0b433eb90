package io.openinbox.server.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InputV1Test {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ids=a&ids=b",
                "ids[]=a&ids[]=b",
                "ids[0]=a&ids[4]=b",
                "ids=[\"a\",\"b\"]",
                "ids=%5B%22a%22%2C%22b%22%5D",
                "ids=[\"a\",null,\"\",\"b\"]",
                "ids=a&ids=&ids=b"
            })
    void a_list_has_many_forms(String query) {
        assertThat(InputV1.ofQuery(query).texts("ids")).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ids",
                "ids=",
                "ids=[]",
                "ids=[null]",
                "ids=[\"\"]",
                "ids=null",
                "ids={}",
                "ids[]=",
                "ids[0]="
            })
    void an_empty_list_is_absent(String query) {
        assertThat(InputV1.ofQuery(query).texts("ids")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filters[tags][selectedIds][0]=a&filters[sortOrder]=asc",
                "filters={\"tags\":{\"selectedIds\":[\"a\",null]},\"sortOrder\":\"asc\"}",
                "filters=%7B%22tags%22%3A%7B%22selectedIds%22%3A%5B%22a%22%5D%7D%2C%22sortOrder%22%3A%22asc%22%7D",
                "filters=&filters[tags][selectedIds]=a&filters[sortOrder]=asc",
                "filters={}&filters[tags][selectedIds]=a&filters[sortOrder]=asc"
            })
    void an_object_has_many_forms(String query) {
        InputV1 filters = InputV1.ofQuery(query).object("filters").orElseThrow();

        assertThat(filters.text("sortOrder")).contains("asc");
        assertThat(filters.object("tags").orElseThrow().texts("selectedIds")).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cursor=",
                "cursor={}",
                "cursor=null",
                "cursor[id]=&cursor[timestamp]=",
                "cursor={\"id\":\"\",\"timestamp\":null}",
                "cursor={\"tags\":{\"selectedIds\":[null]}}"
            })
    void an_empty_object_is_absent(String query) {
        assertThat(InputV1.ofQuery(query).object("cursor")).isEmpty();
    }

    @Test
    void broken_json_in_a_query_names_the_parameter() {
        assertThatThrownBy(() -> InputV1.ofQuery("filters={\"tags\":").object("filters"))
                .hasMessageStartingWith("filters: looks like JSON and is not");
    }

    @Test
    void a_parameter_given_twice_is_refused_by_name() {
        assertThatThrownBy(() -> InputV1.ofQuery("limit=1&limit=2").number("limit", 1, 9))
                .hasMessageContaining("limit: was given more than once");
        assertThatThrownBy(() ->
                        InputV1.ofQuery("cursor[id]=a&cursor={\"id\":\"b\"}").object("cursor"))
                .hasMessageContaining("cursor: was given in two ways");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=-1",
                "limit=1.5",
                "limit=x",
                "limit=1e1",
                "limit=99999999999999999999"
            })
    void a_number_out_of_range_is_refused_by_name(String query) {
        assertThatThrownBy(() -> InputV1.ofQuery(query).number("limit", 1, 100))
                .hasMessage("limit: must be a whole number from 1 to 100.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t=2026-01-31T09:30:00.1239Z",
                "t=2026-01-31T10:30:00.123+01:00",
                "t=2026-01-31T10%3A30%3A00.123%2B01%3A00"
            })
    void a_time_is_cut_to_milliseconds(String query) {
        assertThat(InputV1.ofQuery(query).time("t")).contains(Instant.parse("2026-01-31T09:30:00.123Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"t=yesterday", "t=2026-01-31", "t=+999999999-01-01T00:00:00Z", "t=-0001-01-01T00:00:00Z"})
    void what_is_no_time_is_refused_by_name(String query) {
        assertThatThrownBy(() -> InputV1.ofQuery(query).time("t")).hasMessageStartingWith("t: must be a time");
    }

    @Test
    void in_bodies_null_and_empty_are_absent_but_null_can_be_asked_for() {
        InputV1 body = body("{\"a\":null,\"b\":\"\",\"c\":{},\"d\":[null]}");

        assertThat(body.text("a")).isEmpty();
        assertThat(body.text("b")).isEmpty();
        assertThat(body.object("c")).isEmpty();
        assertThat(body.texts("d")).isEmpty();
        assertThat(body.isNull("a")).isTrue();
        assertThat(body.isNull("b")).isFalse();
        assertThat(body.isNull("z")).isFalse();
    }

    @Test
    void in_bodies_types_are_what_json_says() {
        InputV1 body = body("{\"text\":5,\"flag\":\"true\",\"object\":{\"text\":[]},\"list\":\"a\"}");

        assertThatThrownBy(() -> body.text("text")).hasMessage("text: must be a text.");
        assertThatThrownBy(() -> body.flag("flag")).hasMessage("flag: must be true or false.");
        assertThatThrownBy(() -> body.texts("list")).hasMessage("list: must be a list.");
    }

    @Test
    void fields_of_objects_are_named_as_the_client_wrote_them() {
        assertThatThrownBy(() -> InputV1.ofQuery("a[b][c]=maybe")
                        .object("a")
                        .orElseThrow()
                        .object("b")
                        .orElseThrow()
                        .flag("c"))
                .hasMessageStartingWith("a[b][c]: ");
        assertThatThrownBy(() ->
                        body("{\"a\":{\"b\":1}}").object("a").orElseThrow().text("b"))
                .hasMessageStartingWith("a.b: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1]", "\"text\"", "5", "null", "{}{}", "{\"a\":}", "{a:1}"})
    void what_is_no_json_object_is_refused(String body) {
        assertThatThrownBy(() -> body(body)).hasMessageStartingWith("The body ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":\"x\\u0000y\"}", "{\"a\":\"x\\ud800y\"}", "{\"a\":\"\\udc00\"}"})
    void characters_that_are_none_are_refused(String body) {
        assertThatThrownBy(() -> body(body).text("a")).hasMessageStartingWith("a: holds a character that is none");
    }

    @Test
    void an_emoji_is_a_character() {
        assertThat(body("{\"a\":\"\\ud83d\\ude00\"}").text("a")).contains("😀");
    }

    private static InputV1 body(String json) {
        return InputV1.ofBody(json.getBytes(StandardCharsets.UTF_8));
    }
}
