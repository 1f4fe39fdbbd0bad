package slipway.testkit;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;

import javafx.collections.ListChangeListener;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Window;

/// Makes JavaFX 26's headless platform behave like a desktop: its robot marks every mouse event as a popup trigger, so
/// that table headers never sort (they are fired again clean), and its screen is 1000×1000 (made larger). On a real
/// display it does nothing. FX thread.
final class HeadlessShim {
    private static boolean done;

    private HeadlessShim() {}

    static void install() {
        if (done || !"Headless".equals(System.getProperty("glass.platform"))) return;
        done = true;
        try {
            enlarge(1920, 1200);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the headless platform has changed", e);
        }
        Window.getWindows().forEach(HeadlessShim::clean);
        Window.getWindows().addListener((ListChangeListener<Window>) change -> {
            while (change.next())
                change.getAddedSubList().forEach(HeadlessShim::clean);
        });
    }

    private static void enlarge(int width, int height) throws ReflectiveOperationException {
        Method current = Class.forName("com.sun.glass.ui.Application").getMethod("GetApplication");
        current.setAccessible(true);
        Object application = current.invoke(null);
        Class<?> type = Class.forName("com.sun.glass.ui.Screen");
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        Object screen = constructor.newInstance(1L, 32, 0, 0, width, height, 0, 0, width, height, 0, 0, width, height,
                100, 100, 1f, 1f, 1f, 1f);
        Object screens = Array.newInstance(type, 1);
        Array.set(screens, 0, screen);
        set(application, "screens", screens);
        set(application, "frameBuffer", ByteBuffer.allocate(width * height * 4));
        Method changed = type.getDeclaredMethod("notifySettingsChanged");
        changed.setAccessible(true);
        changed.invoke(null);
    }

    private static void set(Object target, String name, Object value) throws ReflectiveOperationException {
        Field field = target.getClass().getDeclaredField(name);
        field.setAccessible(true);
        field.set(target, value);
    }

    private static void clean(Window window) {
        if (window.getProperties().putIfAbsent("headless-shim", true) != null) return;
        window.addEventFilter(MouseEvent.ANY, event -> {
            if (!event.isPopupTrigger() || event.getButton() == MouseButton.SECONDARY) return;
            event.consume();
            EventType<? extends MouseEvent> type = event.getEventType();
            boolean up = type == MouseEvent.MOUSE_RELEASED || type == MouseEvent.MOUSE_CLICKED;
            Event.fireEvent(event.getTarget(), new MouseEvent(event.getSource(), event.getTarget(), type,
                    event.getSceneX(), event.getSceneY(), event.getScreenX(), event.getScreenY(), event.getButton(),
                    event.getClickCount(), event.isShiftDown(), event.isControlDown(), event.isAltDown(),
                    event.isMetaDown(), !up && event.isPrimaryButtonDown(), event.isMiddleButtonDown(),
                    event.isSecondaryButtonDown(), false, false, event.isStillSincePress(), event.getPickResult()));
        });
    }
}
