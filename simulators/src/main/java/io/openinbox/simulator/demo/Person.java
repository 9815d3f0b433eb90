package io.openinbox.simulator.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody of the story.
 *
 * @param goodbye the last word of a talk that is over
 * @param earlier what was said before the story begins, the person and the shop in turns
 * @param topics what there is to talk about: the first line opens, each further one follows an answer; one that begins
 *     with {@code picture:} comes with one
 */
record Person(
        String username,
        String name,
        String description,
        String location,
        int followers,
        String goodbye,
        List<String> earlier,
        List<List<String>> topics) {

    private static final String FILE = "people.json";

    static List<Person> all() {
        try (InputStream file = Person.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("There is no " + FILE + " beside " + Person.class.getName() + ".");
            }
            return List.of(new JsonMapper().readValue(file, Person[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
