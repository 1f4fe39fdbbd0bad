package slipway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import javafx.scene.Scene;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.layout.StackPane;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Language;
import slipway.base.StudioException;
import slipway.base.Text;
import slipway.testkit.UiTest;
import slipway.ui.Opening;
import slipway.ui.Parts;
import slipway.ui.StudioApp;
import slipway.ui.exports.ExportHabits;
import slipway.ui.widget.DialogButtons;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The whole window in another language, whatever it is at just then.
class LanguageSwitchUiTest extends UiTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;
    private final StudioApp app = new StudioApp();
    private Opening opening;

    @BeforeEach
    void workspace() throws Exception {
        Files.writeString(folder.resolve("slipway.yml"), "name: one\n");
        opening = StudioOpener.opening(folder, null, null, false, null);
    }

    @AfterEach
    void end() {
        app.stop();
        Text.speak(Language.ENGLISH);
    }

    @Test
    void beforeThePagesAreThere() {
        var go = new CountDownLatch(1);
        show(() -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return opening.parts().get();
        });
        speak("Español");
        go.countDown();
        await().atMost(LONG).until(() -> there("one"));
        assertTrue(there("Modelos"));
    }

    @Test
    void afterAStartThatFailedItCanBeTriedAgain() {
        var broken = new AtomicBoolean(true);
        show(() -> {
            if (broken.get()) throw StudioException.of("base.unforeseen", "exit 1", "It ended.");
            return opening.parts().get();
        });
        await().atMost(LONG).until(() -> there("It ended."));
        speak("Español");
        assertTrue(there("It ended."), "why stays in view");
        broken.set(false);
        clickOn("Reintentar");
        await().atMost(LONG).until(() -> there("one"));
        speak("English");
        assertTrue(there("Models"));
    }

    @Test
    void windowsInTheOtherLanguageAreClosed() {
        show(opening.parts());
        await().atMost(LONG).until(() -> there("one"));
        var closed = new ArrayList<String>();
        List<Window> before = fx(() -> {
            var dialog = new Dialog<ButtonType>();
            dialog.initOwner(stage());
            dialog.initModality(Modality.NONE);
            dialog.getDialogPane().getButtonTypes().setAll(DialogButtons.close());
            dialog.setOnHidden(event -> closed.add("dialog"));
            dialog.show();
            var over = new Stage();
            over.initOwner(dialog.getDialogPane().getScene().getWindow());
            over.setScene(new Scene(new StackPane(), 200, 100));
            over.setOnHidden(event -> closed.add("window over it"));
            over.show();
            return List.of(over, dialog.getDialogPane().getScene().getWindow());
        });
        speak("Français");
        assertTrue(there("Modèles"));
        assertEquals(List.of("window over it", "dialog"), closed);
        assertTrue(fx(() -> before.stream().noneMatch(Window::isShowing) && stage().isShowing()));
    }

    @Test
    void whatWasChosenJustBeforeTheWindowClosesIsKept() throws Exception {
        var made = new AtomicReference<Parts>();
        show(() -> {
            made.set(opening.parts().get());
            return made.get();
        });
        await().atMost(LONG).until(() -> there("one"));
        speak("Français");
        made.get().exportView().value().set(new ExportHabits("sagemaker"));
        made.get().logView().value().update(old -> old.withChosen(List.of("iris/blue")));
        app.stop();
        assertTrue(Files.readString(folder.resolve(".slipway/export-view.json")).contains("sagemaker"));
        assertTrue(Files.readString(folder.resolve(".slipway/log-view.json")).contains("iris/blue"));
    }

    private void show(Supplier<Parts> parts) {
        fxRun(() -> app.show(stage(), new Opening(opening.tasks(), opening.remembered(), parts, opening.close(), null,
                false, opening.elsewhere())));
        settle();
    }

    private void speak(String own) {
        fxRun(() -> stage().toFront());
        clickOn("#language-button");
        clickOn(own);
        settle();
    }

    private boolean there(String words) {
        return fx(() -> lookup(words).tryQuery().isPresent());
    }
}
