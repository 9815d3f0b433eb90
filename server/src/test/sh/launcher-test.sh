#!/bin/sh
# Tries which JDK the launcher chooses on machines made up for it.
set -eu
home=$(cd "$(dirname "$0")/../../../.." && pwd -P)
machine=$(mktemp -d)
trap 'rm -rf "$machine"' EXIT
passed=0
failed=0

jdk() { # directory, version
    mkdir -p "$machine/$1/bin"
    printf 'JAVA_VERSION="%s"\n' "$2" > "$machine/$1/release"
    printf '#!/bin/sh\n' > "$machine/$1/bin/java"
    cp "$machine/$1/bin/java" "$machine/$1/bin/javac"
    chmod +x "$machine/$1/bin/java" "$machine/$1/bin/javac"
}

choose() { # JAVA_HOME, directory of java on the PATH
    env -i HOME="$machine/home" JAVA_HOME="$1" INBOX_JDK_ROOT="$machine/" PATH="${2:+$2:}/usr/bin:/bin" \
        sh "$home/inbox" --find-jdk 2>&1 || true
}

expect() { # what, wanted, got
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'launcher: %s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3"
    fi
}

# The machine's own java must stay out of the way of the made-up ones.
jdk path/old 17.0.15
none=$(choose "" "$machine/path/old/bin")
expect "without a JDK it says so in two lines" 2 "$(printf '%s\n' "$none" | wc -l | tr -d ' ')"
expect "and names what it needs" "OpenInbox needs a JDK 25 or newer and found none." "$(printf '%s\n' "$none" | head -n 1)"

jdk usr/lib/jvm/java-17-openjdk 17.0.15
jdk usr/lib/jvm/temurin-25-jdk 25.0.3
expect "a JDK 25 beside Java 17 on the PATH is found" "$machine/usr/lib/jvm/temurin-25-jdk" "$(choose "" "$machine/path/old/bin")"

jdk usr/lib/jvm/java-26 26-ea
expect "of several the newest" "$machine/usr/lib/jvm/java-26" "$(choose "" "$machine/path/old/bin")"

jdk path/new 25.0.1
expect "the one on the PATH comes before" "$machine/path/new" "$(choose "" "$machine/path/new/bin")"

jdk "home of/java" 25
expect "JAVA_HOME comes first, spaces and all" "$machine/home of/java" "$(choose "$machine/home of/java" "$machine/path/new/bin")"
expect "a JAVA_HOME that is too old is passed over" "$machine/path/new" "$(choose "$machine/path/old" "$machine/path/new/bin")"

rm "$machine/home of/java/bin/javac"
expect "a JRE cannot build" "$machine/path/new" "$(choose "$machine/home of/java" "$machine/path/new/bin")"

ln -s "$home/inbox" "$machine/linked"
expect "the launcher works through a link" "$machine/path/new" \
    "$(env -i HOME="$machine/home" INBOX_JDK_ROOT="$machine/" PATH="$machine/path/new/bin:/usr/bin:/bin" sh "$machine/linked" --find-jdk)"

echo "launcher: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
