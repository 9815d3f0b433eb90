package io.openinbox.server.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openinbox.kernel.InboxException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BracketQueryTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a=1&b=2                                       | {"a":"1","b":"2"}
            a=1&a=2                                       | {"a":["1","2"]}
            a[]=1&a[]=2                                   | {"a":["1","2"]}
            a[0]=1&a[1]=2                                 | {"a":["1","2"]}
            a[7]=2&a[3]=1                                 | {"a":["1","2"]}
            a[]=1                                         | {"a":["1"]}
            a[b]=1                                        | {"a":{"b":"1"}}
            a[b][c][d]=1&a[b][e]=2                        | {"a":{"b":{"c":{"d":"1"},"e":"2"}}}
            f[tags][selectedIds][0]=x&f[tags][noTags]=true| {"f":{"tags":{"selectedIds":["x"],"noTags":"true"}}}
            a%5Bb%5D%5B0%5D=1                             | {"a":{"b":["1"]}}
            a=x%20y+z%2B                                  | {"a":"x y z+"}
            t=2026-01-31T09:30:00.000Z                    | {"t":"2026-01-31T09:30:00.000Z"}
            t=2026-01-31T09%3A30%3A00.000Z                | {"t":"2026-01-31T09:30:00.000Z"}
            a=%C3%A4%F0%9F%98%80                          | {"a":"ä😀"}
            a                                             | {"a":""}
            a=&b                                          | {"a":"","b":""}
            a=b=c                                         | {"a":"b=c"}
            &&a=1&                                        | {"a":"1"}
            =1                                            | {}
            a[b=1                                         | {"a[b":"1"}
            a]b[=1                                        | {"a]b[":"1"}
            a[b]c=1                                       | {"a[b]c":"1"}
            a[b]x[c]=1                                    | {"a[b]x[c]":"1"}
            [a]=1                                         | {"[a]":"1"}
            a[0][b]=1&a[1][b]=2                           | {"a":[{"b":"1"},{"b":"2"}]}
            """)
    void reads_a_query_into_the_tree_its_names_spell(String query, String json) {
        assertThat(BracketQuery.parse(query)).isEqualTo(JsonV1.MAPPER.readTree(json));
    }

    @Test
    void no_query_is_an_empty_object() {
        assertThat(BracketQuery.parse(null)).isEmpty();
        assertThat(BracketQuery.parse("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "%=1"})
    void refuses_a_broken_escape(String query) {
        assertThatThrownBy(() -> BracketQuery.parse(query))
                .isInstanceOf(InboxException.class)
                .hasMessageContaining("%25");
    }

    @Test
    void refuses_more_parameters_than_any_client_needs() {
        String query = IntStream.range(0, 2_001).mapToObj(i -> "a[]=" + i).collect(Collectors.joining("&"));

        assertThatThrownBy(() -> BracketQuery.parse(query)).isInstanceOf(InboxException.class);
    }

    @Test
    void a_name_nested_too_deep_is_no_tree() {
        assertThat(BracketQuery.parse("a" + "[b]".repeat(5_000) + "=1").propertyNames())
                .hasSize(1);
    }
}
