package import Localization

/// The environment as launchers fill it: numbers that may be anything.
struct LauncherVariables: Sendable {
    private let environment: [String: String]

    init(_ environment: [String: String]) { self.environment = environment }

    /// The text of a variable; one that is empty counts as not set.
    subscript(name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The whole number in a variable; `nil` where it is not set.
    ///
    /// - Throws: ``LauncherRefusal`` where it holds anything else.
    func number(_ name: String) throws(LauncherRefusal) -> Int? {
        guard let text = self[name] else { return nil }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) else {
            throw .notANumber(variable: name, value: text)
        }
        return number
    }

    /// The whole number in a variable that has to be there where another is.
    ///
    /// - Throws: ``LauncherRefusal``.
    func number(_ name: String, beside other: String) throws(LauncherRefusal) -> Int {
        guard let number = try number(name) else { throw .missing(variable: name, beside: other) }
        return number
    }

    /// How often the launcher has started this task again; `nil` where it does not tell.
    var restarts: Int? {
        for (name, first) in [
            ("SLURM_RESTART_COUNT", 0), ("AWS_BATCH_JOB_ATTEMPT", 1), ("CLOUD_RUN_TASK_ATTEMPT", 0),
            ("BATCH_TASK_RETRY_ATTEMPT", 0),
        ] {
            if let number = (try? number(name)) ?? nil, (first + 1...Shard.maximumCount).contains(number) {
                return number - first
            }
        }
        return nil
    }
}

/// Why the launcher's variables do not tell for certain which shard this is.
package enum LauncherRefusal: Error, Sendable, Hashable {
    /// No variable of a known launcher is set.
    case noLauncher
    /// A batch script runs once, however many tasks its job has.
    case batchScript(tasks: String)
    /// The launcher numbers its tasks, from a first number, and leaves it to the command line to pass the number on.
    case passedByArgument(variable: String, first: Int)
    case notANumber(variable: String, value: String)
    case missing(variable: String, beside: String)
    /// The task's number is not below the count.
    case outOfRange(variable: String, index: Int, count: Int)
    /// The tasks of an array are a list with gaps, so that a task's place in it is not known.
    case irregularArray(variable: String, value: Int, description: Message)
    /// The variables belong to another job or step, from within which this one was started.
    case inherited(variable: String, value: Int, against: String, other: Int)
    case unknownCount(LauncherRank)
    /// Which task is the first is not told; the rank is that of tasks that begin at 1.
    case unknownFirst(LauncherRank)
    case disagreement(LauncherRank, LauncherRank)
    /// The command line or the user's variable says another count than the launcher.
    case otherCount(LauncherRank, stated: Int)
    case countOutOfRange(Int)
}
