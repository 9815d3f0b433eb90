package io.openinbox.server.v1;

import static io.openinbox.server.support.Json.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.openinbox.server.support.Api;
import io.openinbox.server.support.Contract;
import io.openinbox.server.support.TestServer;
import io.openinbox.server.support.TestTeam;
import io.openinbox.team.Scope;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each operation needs the one scope its kind needs, whatever else a token may. */
final class ScopesV1Test {

    @RegisterExtension
    static final TestServer SERVER = TestServer.create();

    private static final Map<Scope, Api> WITHOUT = new EnumMap<>(Scope.class);
    private static final Map<Scope, Api> ALONE = new EnumMap<>(Scope.class);
    private static StoryV1 story;

    @BeforeAll
    static void tell() {
        TestTeam team = SERVER.team();
        story = StoryV1.tell(team);
        for (Scope scope : Scope.values()) {
            WITHOUT.put(scope, team.api(EnumSet.complementOf(EnumSet.of(scope))));
            ALONE.put(scope, team.api(Set.of(scope)));
        }
    }

    @TestFactory
    @DisplayName("G4: a token without the scope of an operation is refused, one with it alone is not")
    Stream<DynamicTest> scopes() {
        return Contract.V1.details().stream()
                .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> {
                    Scope scope = scopeOf(operation);
                    // Of nothing that exists, so that nothing is changed: permission is asked for first.
                    Map<String, String> nothing = Map.of(
                            "threadId", "z".repeat(24),
                            "prospectId", "z".repeat(24),
                            "tagId", "z".repeat(24),
                            "statusId", "z".repeat(24),
                            "memberId", "z".repeat(24));
                    String path = story.path(operation.path(), nothing);

                    String refusal = text(
                            Objects.requireNonNull(WITHOUT.get(scope))
                                    .send(operation.method(), path, null)
                                    .refused(403, "FORBIDDEN"),
                            "message");

                    assertThat(refusal).contains(scope.name().toLowerCase(Locale.ROOT));
                    assertThat(Objects.requireNonNull(ALONE.get(scope))
                                    .send(operation.method(), path, null)
                                    .status())
                            .isIn(200, 400, 404);
                }));
    }

    @TestFactory
    @DisplayName("A1: no operation answers without a token")
    Stream<DynamicTest> noToken() {
        return Contract.V1.details().stream()
                .map(operation -> DynamicTest.dynamicTest(
                        operation.id(),
                        () -> SERVER.anonymous()
                                .send(operation.method(), story.path(operation.path(), Map.of()), null)
                                .refused(401, "UNAUTHORIZED")));
    }

    @Test
    @DisplayName("A1: 38 operations answer below /api/v1, and one path of ours beside them")
    void operations() {
        assertThat(Contract.V1.operations().stream()
                        // The path that repeats the word is the contract's, the one that does not is ours.
                        .filter(operation -> !operation.endsWith("/{messageId}/reactions")))
                .hasSize(38);
    }

    private static Scope scopeOf(Contract.Operation operation) {
        if (operation.method().equals("GET")) {
            return Scope.READ;
        }
        boolean isMessage =
                operation.path().contains("/messages") || operation.path().endsWith("/typing");
        return isMessage ? Scope.SEND : Scope.WRITE;
    }
}
