package slipway.cli;

import java.util.LinkedHashMap;

import slipway.base.Tasks;
import slipway.base.Text;
import slipway.store.StudioSettings;
import slipway.store.UserFolder;
import slipway.update.Updates;

/// What `doctor` says of the update notice: whether it is on, and whom it asks. No fault either way. Stateless.
final class DoctorUpdates {
    private DoctorUpdates() {}

    static DoctorCommand.Finding finding() {
        try (var tasks = new Tasks(); var person = StudioSettings.open(UserFolder.ofPerson(), tasks)) {
            return of(person.value().get().network());
        }
    }

    static DoctorCommand.Finding of(StudioSettings.Network network) {
        String address = Updates.shown(network.updateAddress());
        String said = !network.updateNotice()
                ? Text.of("cli.doctor.updates-off")
                : address.isEmpty() ? Text.of("cli.doctor.updates-nowhere") : Text.of("cli.doctor.updates-on", address);
        var facts = new LinkedHashMap<String, Object>();
        facts.put("updateNotice", network.updateNotice());
        if (!address.isEmpty()) facts.put("updateAddress", address);
        return new DoctorCommand.Finding("updates", true, true, said, "", facts);
    }
}
