package io.openinbox.server.doctor;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What an examination found, in the order in which it looked. */
public final class Report {

    /** How much a finding matters: {@code PROBLEM} keeps something from working. */
    enum Level {
        FINE("ok  "),
        NOTE("note"),
        PROBLEM("FIX ");

        private final String mark;

        Level(String mark) {
            this.mark = mark;
        }
    }

    private record Line(String mark, String words) {}

    private final List<Line> lines = new ArrayList<>();
    private boolean hasProblem;

    void heading(String title) {
        lines.add(new Line("", title));
    }

    public void fine(String sentence) {
        add(Level.FINE, sentence);
    }

    public void note(String sentence) {
        add(Level.NOTE, sentence);
    }

    /** @param sentence what is wrong, and the remedy */
    public void problem(String sentence) {
        hasProblem = true;
        add(Level.PROBLEM, sentence);
    }

    private void add(Level level, String sentence) {
        lines.add(new Line(level.mark, sentence));
    }

    public boolean hasProblem() {
        return hasProblem;
    }

    public void print(PrintStream out) {
        for (Line line : lines) {
            out.println(line.mark().isEmpty() ? "\n" + line.words() : "  " + line.mark() + "  " + line.words());
        }
        out.println();
        out.println(hasProblem ? "Something needs you: see the lines marked FIX." : "Nothing needs you.");
        out.flush();
    }
}
