package slipway.ui;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;

/// Pictures as PNG without AWT, so that the studio needs no java.desktop. Any thread once the image is there.
public final class Png {
    private static final long SIGNATURE = 0x89504E470D0A1A0AL;

    private Png() {}

    public static byte[] encode(Image image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] argb = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeLong(SIGNATURE);
            var head = new ByteArrayOutputStream();
            var fields = new DataOutputStream(head);
            fields.writeInt(width);
            fields.writeInt(height);
            fields.write(new byte[]{8, 2, 0, 0, 0});
            chunk(out, "IHDR", head.toByteArray());
            chunk(out, "IDAT", rows(argb, width, height));
            chunk(out, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new AssertionError("a byte array takes everything", e);
        }
        return bytes.toByteArray();
    }

    private static byte[] rows(int[] argb, int width, int height) throws IOException {
        var packed = new ByteArrayOutputStream(width * height / 4);
        var deflater = new Deflater(6);
        try (var out = new DeflaterOutputStream(packed, deflater)) {
            byte[] row = new byte[1 + width * 3];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int pixel = argb[y * width + x];
                    row[1 + x * 3] = (byte) (pixel >> 16);
                    row[2 + x * 3] = (byte) (pixel >> 8);
                    row[3 + x * 3] = (byte) pixel;
                }
                out.write(row);
            }
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        var crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeInt((int) crc.getValue());
    }
}
