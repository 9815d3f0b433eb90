package io.openinbox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTest {

    @Property
    void any24CharactersComeBackUnchanged(@ForAll("ids") String text) {
        assertThat(ThreadId.parse(text).orElseThrow().text()).isEqualTo(text);
    }

    @Property
    void theDatabaseSortsIdsAsTheirTextSorts(@ForAll("ids") String one, @ForAll("ids") String other) {
        int byText = Integer.signum(one.compareTo(other));
        int byUuid = unsigned(one).compareTo(unsigned(other));

        assertThat(byUuid).isEqualTo(byText);
    }

    @Property
    void theUuidIsTheNumberThatTheTextIsInBase36(@ForAll("ids") String text) {
        assertThat(unsigned(text)).isEqualTo(new BigInteger(text, 36));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1234567890",
                "t0000000000000000000000",
                "t000000000000000000000000",
                "T0000000000000000000000z",
                "t000000000000000000000 0",
                "t00000000000000000000000é",
                "t0000000000000000000000٣"
            })
    void anythingElseIsNoId(String text) {
        assertThat(ThreadId.parse(text)).isEmpty();
    }

    @Test
    void newIdsAreDistinctAndRiseWithTime() {
        List<String> ids = Stream.generate(ThreadId::next)
                .limit(10_000)
                .map(ThreadId::text)
                .toList();

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("t[0-9a-z]{23}"));
        List<String> times = ids.stream().map(id -> id.substring(1, 10)).toList();
        assertThat(times).isSorted();
    }

    @Provide
    static Arbitrary<String> ids() {
        return Arbitraries.strings()
                .withCharRange('0', '9')
                .withCharRange('a', 'z')
                .ofLength(24);
    }

    private static BigInteger unsigned(String id) {
        UUID uuid = ThreadId.parse(id).orElseThrow().value();
        return new BigInteger(uuid.toString().replace("-", ""), 16);
    }
}
