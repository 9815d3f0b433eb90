package io.openinbox.simulator.demo;

import java.util.Random;

/** Faces that differ by the number they are drawn from, and the shop's sign. */
final class Portraits {

    private static final int[] BACKGROUNDS = {0xf4d6cc, 0xcfe3d4, 0xd5d9f0, 0xf6e7b8, 0xe3cfe6, 0xc9e4ec};
    private static final int[] SKINS = {0xf5d0b0, 0xe3a983, 0xc68860, 0x8d5a3c, 0xfbe0c8, 0xa9714b};
    private static final int[] HAIRS = {0x2b1d16, 0x6b3e1e, 0xb5803a, 0x9b9b9b, 0x8c2f1b, 0x16161c};
    private static final int[] CLOTHES = {0x35608c, 0x8c3b4a, 0x3f7d5a, 0x6a4c93, 0xb86b25, 0x40474f};
    private static final int DARK = 0x241a16;
    private static final int LIPS = 0xa3483f;

    private Portraits() {}

    static byte[] face(int number, int size) {
        var random = new Random((number + 31) * 7919L);
        int skin = SKINS[(number + number / 3) % SKINS.length];
        int hair = HAIRS[random.nextInt(HAIRS.length)];
        double hairline = 0.34 + random.nextDouble() * 0.06;
        boolean longHair = random.nextBoolean();
        var drawing = new Drawing(size, BACKGROUNDS[(number * 5 + 1 + number / 6) % BACKGROUNDS.length]);
        if (longHair) {
            drawing.ellipse(0.5, 0.52, 0.29, 0.36, hair);
        }
        drawing.ellipse(0.5, 1.02, 0.36, 0.24, CLOTHES[(number * 7 + 3 + number / 6) % CLOTHES.length])
                .ellipse(0.5, 0.74, 0.09, 0.14, skin)
                .ellipse(0.5, 0.38, 0.26, 0.27, hair)
                .ellipse(0.5, 0.5, 0.21, 0.26, skin)
                .ellipse(0.5, 0.4, 0.235, 0.22, 0, hairline, hair)
                .circle(0.42, 0.49, 0.026, DARK)
                .circle(0.58, 0.49, 0.026, DARK)
                .ellipse(0.5, 0.6, 0.075, 0.055, 0.61, 1, LIPS);
        if (random.nextInt(3) == 0) {
            drawing.circle(0.42, 0.49, 0.06, DARK)
                    .circle(0.42, 0.49, 0.047, skin)
                    .circle(0.58, 0.49, 0.06, DARK)
                    .circle(0.58, 0.49, 0.047, skin)
                    .circle(0.42, 0.49, 0.022, DARK)
                    .circle(0.58, 0.49, 0.022, DARK);
        }
        return drawing.png();
    }

    static byte[] teapot(int size) {
        int glaze = 0x2f6f73;
        int ground = 0xf3ead9;
        return new Drawing(size, ground)
                .ellipse(0.8, 0.5, 0.13, 0.15, glaze)
                .ellipse(0.8, 0.5, 0.085, 0.1, ground)
                .ellipse(0.2, 0.47, 0.11, 0.06, glaze)
                .ellipse(0.5, 0.56, 0.29, 0.24, glaze)
                .ellipse(0.5, 0.34, 0.15, 0.06, 0x24565a)
                .circle(0.5, 0.27, 0.045, 0x24565a)
                .circle(0.4, 0.5, 0.02, ground)
                .circle(0.55, 0.62, 0.02, ground)
                .circle(0.64, 0.5, 0.016, ground)
                .circle(0.45, 0.68, 0.016, ground)
                .png();
    }
}
