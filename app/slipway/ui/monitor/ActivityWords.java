package slipway.ui.monitor;

import slipway.base.Activity;
import slipway.base.Text;

/// What outcomes and kinds of the activity log are called. Stateless.
final class ActivityWords {
    private ActivityWords() {}

    static String outcome(Activity.Outcome outcome) {
        return switch (outcome) {
            case GOOD -> Text.of("notify.outcome.good");
            case BAD -> Text.of("notify.outcome.bad");
            case NEUTRAL -> Text.of("notify.outcome.neutral");
        };
    }

    static String kind(Activity.Kind kind) {
        return switch (kind) {
            case DEPLOYMENT -> Text.of("notify.kind.deployment");
            case ENDPOINT -> Text.of("notify.kind.endpoint");
            case TRAFFIC -> Text.of("notify.kind.traffic");
            case MODEL -> Text.of("notify.kind.model");
            case IMAGE -> Text.of("notify.kind.image");
            case CHECK -> Text.of("notify.kind.check");
            case REQUEST -> Text.of("notify.kind.request");
            case STUDIO -> Text.of("notify.kind.studio");
        };
    }
}
