package io.openinbox.simulator.demo;

import java.util.Arrays;

/** Shapes on a square whose sides are 1 long, drawn at four times the size and averaged, so that edges are soft. */
final class Drawing {

    private static final int FINER = 4;

    private final int size;
    private final int[] points;

    Drawing(int size, int background) {
        this.size = size * FINER;
        this.points = new int[this.size * this.size];
        Arrays.fill(points, background);
    }

    Drawing circle(double x, double y, double radius, int colour) {
        return ellipse(x, y, radius, radius, colour);
    }

    Drawing ellipse(double x, double y, double width, double height, int colour) {
        return ellipse(x, y, width, height, 0, 1, colour);
    }

    /** Only what of the ellipse lies between two heights; the upper edge of the square is 0. */
    Drawing ellipse(double x, double y, double width, double height, double top, double bottom, int colour) {
        for (int row = 0; row < size; row++) {
            double v = (row + 0.5) / size;
            if (v < top || v > bottom) {
                continue;
            }
            for (int column = 0; column < size; column++) {
                double u = (column + 0.5) / size;
                double a = (u - x) / width;
                double b = (v - y) / height;
                if (a * a + b * b <= 1) {
                    points[row * size + column] = colour;
                }
            }
        }
        return this;
    }

    byte[] png() {
        int width = size / FINER;
        int[] pixels = new int[width * width];
        for (int y = 0; y < width; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = average(x * FINER, y * FINER);
            }
        }
        return Png.of(width, width, pixels);
    }

    private int average(int left, int top) {
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int y = top; y < top + FINER; y++) {
            for (int x = left; x < left + FINER; x++) {
                int point = points[y * size + x];
                red += (point >> 16) & 0xff;
                green += (point >> 8) & 0xff;
                blue += point & 0xff;
            }
        }
        int count = FINER * FINER;
        return ((red / count) << 16) | ((green / count) << 8) | (blue / count);
    }
}
