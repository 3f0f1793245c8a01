import Settings
import SystemPackage

/// Why a command gives no key.
struct KeyProgramError: Error, Hashable {
    enum Problem: Hashable {
        /// It cannot be started; what the system says, if it says anything.
        case cannotRun(Errno?)
        case timedOut(Duration)
        case exited(Int32)
        case signaled(Int32)
        case tooMuchOutput
        case noKey
    }

    var program: String
    /// Where the command was set.
    var source: Settings.Source
    var problem: Problem
}
