package io.openinbox.server.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FreshnessV1Test {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S,true,false,1.0",
        "P1D,true,false,0.9867",
        "P7D,false,false,0.9067",
        "P10D,false,false,0.8667",
        "P30D,false,false,0.6",
        "PT720H0.001S,false,true,0.6",
        "P40D,false,true,0.4667",
        "P60D,false,true,0.2",
        "P900D,false,true,0.2",
        "PT-5M,true,false,1.0"
    })
    void trust_falls_with_age(Duration age, boolean isFresh, boolean isStale, double confidence) {
        assertThat(FreshnessV1.of(NOW.minus(age), NOW)).isEqualTo(new FreshnessV1(isFresh, isStale, confidence));
    }

    @Test
    void nothing_but_an_id_is_not_to_be_trusted() {
        assertThat(FreshnessV1.of(null, NOW)).isEqualTo(new FreshnessV1(false, true, 0.2));
    }
}
