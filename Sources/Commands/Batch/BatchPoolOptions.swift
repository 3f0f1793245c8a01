import ArgumentParser
import Batch
import Localization

/// The options of a run that shares its input with others.
struct BatchPoolOptions: ParsableArguments {
    @Flag(
        help:
            "Share the input with every other run of the same command; -o names a folder that all can write to. Limits such as --rpm are each run's own."
    )
    var pool = false

    @Option(
        help: ArgumentHelp(
            "How long a run of a pool on another machine that gives no sign of life keeps its chunks; the first run's counts.",
            valueName: "time"))
    var lease: TimeArgument<Seconds>?

    func validate() throws {
        guard let lease else { return }
        guard pool else { throw ValidationError(localized("--lease goes with --pool.")) }
        guard (.seconds(1)...(.seconds(86_400))).contains(lease.duration) else {
            throw ValidationError(localized("--lease is out of range; it goes from 1 s to 24 h."))
        }
    }

    /// The pool of the run; `nil` without one.
    var options: PoolOptions? {
        guard pool else { return nil }
        var options = PoolOptions()
        if let lease { options.lease = lease.duration }
        return options
    }
}
