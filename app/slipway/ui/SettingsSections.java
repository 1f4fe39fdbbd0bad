package slipway.ui;

import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.engine.Engine;
import slipway.engine.Images;
import slipway.engine.docker.RegistryLogin;
import slipway.network.Ledger;
import slipway.ui.settings.AboutSection;
import slipway.ui.settings.AppearanceSection;
import slipway.ui.settings.EnginesSection;
import slipway.ui.settings.LicencesSection;
import slipway.ui.settings.NetworkSection;
import slipway.ui.settings.ProxySection;
import slipway.ui.settings.RegistriesSection;
import slipway.ui.settings.ResetSection;
import slipway.ui.settings.SettingsSection;
import slipway.ui.settings.ShortcutsSection;
import slipway.ui.settings.StorageGround;
import slipway.ui.settings.StorageSection;
import slipway.ui.widget.FolderTarget;
import slipway.ui.widget.OpenTarget;
import slipway.ui.widget.SaveTarget;

/// The sections of the settings with exactly what they need. FX thread.
final class SettingsSections {
    private SettingsSections() {}

    /// All of them, in the order of their list.
    ///
    /// @param pages those of the window, once they are made
    static List<SettingsSection> of(Parts parts, Desk desk, Looks looks, List<Page> pages) {
        List<Engine> engines = parts.engines().all();
        return List.of(new AppearanceSection(looks),
                new EnginesSection(engines, parts.docker(), desk),
                new RegistriesSection(RegistryLogin.ofPerson(), () -> images(engines), desk, Asker.dialog()),
                new NetworkSection(Ledger.OURS, parts.person().value(), desk),
                new StorageSection(new StorageGround(parts.tasks(), desk, parts.housekeeper(), parts.bundling(),
                        Asker.dialog(), SaveTarget.CHOOSER, OpenTarget.CHOOSER, FolderTarget.CHOOSER, Folders::open)),
                new ProxySection(System.getenv(), parts.docker(), desk),
                new ShortcutsSection(() -> pages.stream()
                        .map(page -> Text.of("page." + page.id() + ".title")).toList()),
                new ResetSection(looks, desk), new LicencesSection(desk),
                new AboutSection(parts.workspace().root(), engines.stream().map(Engine::live).toList(),
                        parts.updates(), desk));
    }

    /// Those of the first engine that has any.
    private static @Nullable Images images(List<Engine> engines) {
        for (Engine engine : engines) {
            Images images = engine.images();
            if (images != null) return images;
        }
        return null;
    }
}
