package slipway.check;

import java.util.List;

import slipway.contract.Profile;

/// One kind of look, which rules of several contracts share; listed in [Kinds].
///
/// @param name  as profiles name it: `live`
/// @param needs kinds that must not be broken for this one to mean anything
/// @param words fills the texts `check.kind.NAME.asks` and `.fix`
record Kind(String name, List<String> needs, Words words, Look look) {
    /// What a kind's texts are filled with.
    @FunctionalInterface
    interface Words {
        List<Object> of(Bench bench, Profile.Rule rule);
    }

    /// Looks; a [slipway.base.StudioException] means that it could not.
    @FunctionalInterface
    interface Look {
        Outcome at(Bench bench, Profile.Rule rule) throws InterruptedException;
    }

    static Kind of(String name, List<String> needs, Words words, Look look) {
        return new Kind(name, needs, words, look);
    }

    /// Without anything to fill in.
    static Kind of(String name, List<String> needs, Look look) {
        return new Kind(name, needs, (bench, rule) -> List.of(), look);
    }
}
