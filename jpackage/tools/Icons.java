import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.imageio.ImageIO;

/// Draws the icon in every size and form that installers ask for: `java Icons.java FOLDER`. A hull on its slipway, in
/// the colours of the mark in the window.
final class Icons {
    private static final int[] SIZES = {16, 24, 32, 48, 64, 128, 256, 512};

    private Icons() {}

    public static void main(String[] args) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Path folder = Files.createDirectories(Path.of(args[0]));
        var drawn = new LinkedHashMap<Integer, byte[]>();
        for (int size : SIZES) {
            drawn.put(size, png(size));
            Files.write(folder.resolve("slipway-" + size + ".png"), drawn.get(size));
        }
        Files.write(folder.resolve("slipway.png"), drawn.get(256));
        Files.write(folder.resolve("slipway.ico"), ico(drawn));
        Files.write(folder.resolve("slipway.icns"), icns(drawn));
    }

    private static byte[] png(int size) throws IOException {
        var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.scale(size / 64.0, size / 64.0);
        g.setPaint(new GradientPaint(0, 0, new Color(0x0969da), 64, 64, new Color(0x8250df)));
        g.fill(new RoundRectangle2D.Double(2, 2, 60, 60, 18, 18));
        g.setColor(Color.WHITE);
        var hull = new Path2D.Double();
        hull.moveTo(13, 27);
        hull.lineTo(52, 20);
        hull.curveTo(50, 31, 43, 38, 33, 40);
        hull.lineTo(21, 42);
        hull.curveTo(16, 38, 14, 33, 13, 27);
        hull.closePath();
        g.fill(hull);
        g.setStroke(new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        var way = new Path2D.Double();
        way.moveTo(11, 52);
        way.lineTo(53, 44);
        g.draw(way);
        g.dispose();
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /// Windows: a directory of PNGs.
    private static byte[] ico(Map<Integer, byte[]> drawn) {
        var used = drawn.entrySet().stream().filter(each -> each.getKey() <= 256).toList();
        int head = 6 + 16 * used.size();
        var out = ByteBuffer.allocate(head + used.stream().mapToInt(each -> each.getValue().length).sum())
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putShort((short) 0).putShort((short) 1).putShort((short) used.size());
        int at = head;
        for (var each : used) {
            byte size = (byte) (each.getKey() == 256 ? 0 : each.getKey());
            out.put(size).put(size).put((byte) 0).put((byte) 0).putShort((short) 1).putShort((short) 32);
            out.putInt(each.getValue().length).putInt(at);
            at += each.getValue().length;
        }
        used.forEach(each -> out.put(each.getValue()));
        return out.array();
    }

    /// macOS: chunks of PNGs by a name for each size.
    private static byte[] icns(Map<Integer, byte[]> drawn) {
        var names = new LinkedHashMap<>(Map.of("icp4", 16, "icp5", 32, "icp6", 64, "ic07", 128, "ic08", 256, "ic09", 512));
        int length = 8 + names.values().stream().mapToInt(each -> 8 + drawn.get(each).length).sum();
        var out = ByteBuffer.allocate(length);
        out.put("icns".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(length);
        names.forEach((name, size) -> out.put(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .putInt(8 + drawn.get(size).length).put(drawn.get(size)));
        return out.array();
    }
}
