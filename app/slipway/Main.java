package slipway;

import slipway.base.AppLog;
import slipway.base.Language;
import slipway.base.Text;
import slipway.cli.CommandLineApp;
import slipway.cli.WindowOnly;
import slipway.store.UserFolder;

/// Entry point: arguments, then the window or the command line.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        AppLog.begin();
        Text.speak(Language.ofSystem());
        PersonsLedger.begin(UserFolder.ofPerson());
        int status = WindowOnly.is(args) ? WindowOnly.open(args, new StudioOpener()) : command(args);
        // non-daemon threads of the toolkit may linger; everything of ours is closed by now
        System.exit(status);
    }

    private static int command(String[] args) {
        PersonsLedger.obey(UserFolder.ofPerson());
        return CommandLineApp.run(args, new StudioOpener());
    }
}
