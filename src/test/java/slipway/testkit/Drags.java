package slipway.testkit;

import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

/// Drags as the desktop reports them, which the headless platform cannot. FX thread.
public final class Drags {
    private Drags() {}

    /// Fires `type` at `target` as if `files` were dragged there; answers whether somebody took it.
    public static boolean fire(Node target, EventType<DragEvent> type, Path... files) {
        List<File> list = Arrays.stream(files).map(Path::toFile).toList();
        var content = new ClipboardContent();
        if (list.isEmpty()) content.putString("no files");
        else
            content.putFiles(list);
        Dragboard board = board();
        board.setContent(content);
        var event = new DragEvent(null, target, type, board, 20, 20, 20, 20, TransferMode.COPY, null, target, null);
        Event.fireEvent(target, event);
        return event.isAccepted();
    }

    private static Dragboard board() {
        try {
            Method toolkit = Class.forName("com.sun.javafx.tk.Toolkit").getMethod("getToolkit");
            Object now = toolkit.invoke(null);
            Class<?> peer = Class.forName("com.sun.javafx.tk.TKClipboard");
            Object local = Class.forName("com.sun.javafx.tk.Toolkit").getMethod("createLocalClipboard").invoke(now);
            // a clipboard in memory that can be dragged too
            Object clipboard = Proxy.newProxyInstance(peer.getClassLoader(), new Class<?>[]{peer}, (self, method,
                    args) -> method.getName().equals("getTransferModes")
                            ? EnumSet.of(TransferMode.COPY)
                            : method.invoke(local, args));
            Constructor<Dragboard> constructor = Dragboard.class.getDeclaredConstructor(peer);
            constructor.setAccessible(true);
            return constructor.newInstance(clipboard);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the toolkit has changed", e);
        }
    }
}
