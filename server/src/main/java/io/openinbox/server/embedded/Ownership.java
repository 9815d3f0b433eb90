package io.openinbox.server.embedded;

import static java.util.Objects.requireNonNull;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Whose a file is: a user id and a group id. */
record Ownership(int uid, int gid) {

    private static final UnixSystem PROCESS = new UnixSystem();

    static final Ownership ROOT = new Ownership(0, 0);

    static boolean isRoot() {
        return PROCESS.getUid() == 0;
    }

    static Ownership ofThisProcess() {
        return new Ownership((int) PROCESS.getUid(), (int) PROCESS.getGid());
    }

    static Ownership of(Path file) throws IOException {
        return new Ownership(id(file, "unix:uid"), id(file, "unix:gid"));
    }

    private static int id(Path file, String attribute) throws IOException {
        return (Integer) requireNonNull(Files.getAttribute(file, attribute, LinkOption.NOFOLLOW_LINKS));
    }

    boolean owns(Path file) throws IOException {
        return of(file).uid == uid;
    }

    void give(Path file) throws IOException {
        if (!owns(file)) {
            Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Gives the whole tree, its root last: who owns the root owns everything, even if this was cut short before. */
    void giveTree(Path root) throws IOException {
        if (owns(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                give(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed) throws IOException {
                if (failed != null) {
                    throw failed;
                }
                give(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
