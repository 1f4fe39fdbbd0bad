package slipway.testkit;

import javafx.scene.paint.Color;

/// How far apart two colours are, and what they look like to eyes that lack one kind of cone.
///
/// The matrices are those of Machado, Oliveira and Fernandes (2009) at full severity, applied to linear light; the
/// distance is CIEDE2000 (Sharma, Wu and Dalal 2005) under D65.
@SuppressWarnings("ImmutableEnumChecker") // the matrix never leaves it
public enum ColourSight {
    FULL(1, 0, 0, 0, 1, 0, 0, 0, 1),
    PROTANOPIA(0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998),
    DEUTERANOPIA(0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
    TRITANOPIA(1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900);

    private final double[] matrix;

    ColourSight(double... matrix) {
        this.matrix = matrix;
    }

    /// CIEDE2000 between `one` and `other` as these eyes see them; about 2 is the least that is noticed side by side.
    public double distance(Color one, Color other) {
        return distance(lab(linear(one)), lab(linear(other)));
    }

    private double[] linear(Color colour) {
        double[] light = {expand(colour.getRed()), expand(colour.getGreen()), expand(colour.getBlue())};
        var seen = new double[3];
        for (int row = 0; row < 3; row++) {
            double sum = 0;
            for (int column = 0; column < 3; column++)
                sum += matrix[3 * row + column] * light[column];
            seen[row] = Math.clamp(sum, 0, 1);
        }
        return seen;
    }

    private static double expand(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }

    private static double[] lab(double[] rgb) {
        double x = root((0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047);
        double y = root(0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2]);
        double z = root((0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883);
        return new double[]{116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double root(double t) {
        return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    }

    /// Of two colours in CIELAB.
    static double distance(double[] one, double[] other) {
        double chroma = (Math.hypot(one[1], one[2]) + Math.hypot(other[1], other[2])) / 2;
        double g = 0.5 * (1 - Math.sqrt(Math.pow(chroma, 7) / (Math.pow(chroma, 7) + Math.pow(25, 7))));
        double a1 = (1 + g) * one[1];
        double a2 = (1 + g) * other[1];
        double c1 = Math.hypot(a1, one[2]);
        double c2 = Math.hypot(a2, other[2]);
        double h1 = degrees(one[2], a1);
        double h2 = degrees(other[2], a2);
        double turn = c1 * c2 == 0 ? 0 : (h2 - h1 + 540) % 360 - 180;
        double dl = other[0] - one[0];
        double dc = c2 - c1;
        double dh = 2 * Math.sqrt(c1 * c2) * Math.sin(Math.toRadians(turn) / 2);
        double l = (one[0] + other[0]) / 2;
        double c = (c1 + c2) / 2;
        double h = c1 * c2 == 0
                ? h1 + h2
                : Math.abs(h1 - h2) <= 180 ? (h1 + h2) / 2 : (h1 + h2 + (h1 + h2 < 360 ? 360 : -360)) / 2;
        double t = 1 - 0.17 * cos(h - 30) + 0.24 * cos(2 * h) + 0.32 * cos(3 * h + 6) - 0.20 * cos(4 * h - 63);
        double sl = 1 + 0.015 * (l - 50) * (l - 50) / Math.sqrt(20 + (l - 50) * (l - 50));
        double sc = 1 + 0.045 * c;
        double sh = 1 + 0.015 * c * t;
        double spread = 30 * Math.exp(-Math.pow((h - 275) / 25, 2));
        double rc = 2 * Math.sqrt(Math.pow(c, 7) / (Math.pow(c, 7) + Math.pow(25, 7)));
        double rt = -Math.sin(Math.toRadians(2 * spread)) * rc;
        return Math.sqrt(square(dl / sl) + square(dc / sc) + square(dh / sh) + rt * (dc / sc) * (dh / sh));
    }

    private static double degrees(double b, double a) {
        double angle = Math.toDegrees(Math.atan2(b, a));
        return angle < 0 ? angle + 360 : angle;
    }

    private static double cos(double degrees) {
        return Math.cos(Math.toRadians(degrees));
    }

    private static double square(double of) {
        return of * of;
    }
}
